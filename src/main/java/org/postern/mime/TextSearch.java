package org.postern.mime;

import java.io.IOException;

/**
 * Looks for text in one message as its reader sees it: transfer encodings, charsets and encoded words decoded. What is
 * not text (images, archives) is not looked through.
 */
public final class TextSearch {
    private final OctetSource source;
    private final MimePart message;
    private final MimeLimits limits;
    private final BodyDecoder bodies;

    /**
     * A search in one message.
     *
     * @param message the structure of the whole source
     */
    public TextSearch(OctetSource source, MimePart message, MimeLimits limits) {
        this.source = source;
        this.message = message;
        this.limits = limits;
        this.bodies = new BodyDecoder(source);
    }

    /**
     * SEARCH BODY (RFC 9051 6.4.4): whether a text or message part contains it, or the header of an embedded message,
     * which is body to the message around it.
     */
    public boolean bodyContains(Needle needle) throws IOException {
        return needle.isEmpty() || inBody(message, needle, Headers.OF_MESSAGES);
    }

    /** SEARCH TEXT: whether the header, that of any part, or the body contains it. */
    public boolean textContains(Needle needle) throws IOException {
        return needle.isEmpty() || inHeader(message, needle) || inBody(message, needle, Headers.ALL);
    }

    /** Whether a field contains the text; an empty text is in every field that exists. */
    public static boolean fieldContains(HeaderBlock header, String name, Needle needle) {
        return header.all(name).stream().anyMatch(field -> needle.isIn(field.text()));
    }

    private enum Headers {
        OF_MESSAGES,
        ALL
    }

    private boolean inBody(MimePart part, Needle needle, Headers headers) throws IOException {
        if (part.kind() == MimePart.Kind.LEAF) {
            return isText(part) && needle.isIn(bodies.text(part));
        }
        boolean countHeaders = part.kind() == MimePart.Kind.MESSAGE || headers == Headers.ALL;
        for (MimePart child : part.children()) {
            if ((countHeaders && inHeader(child, needle)) || inBody(child, needle, headers)) {
                return true;
            }
        }
        return false;
    }

    private boolean inHeader(MimePart part, Needle needle) throws IOException {
        HeaderBlock header = HeaderBlock.read(source, part.header(), limits);
        return header.fields().stream().anyMatch(field -> needle.isIn(field.name() + ": " + field.text()));
    }

    private static boolean isText(MimePart part) {
        return part.content().type().is("text") || part.content().type().is("message");
    }
}
