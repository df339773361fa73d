package org.postern.mime;

import java.io.IOException;
import java.io.Reader;

/**
 * Looks for text in one message as its reader sees it: transfer encodings, charsets and encoded words decoded. What is
 * not text (images, archives) is not looked through. A match never spans two texts: a field is one, so is a body.
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
    public boolean bodyContains(Sought sought) throws IOException {
        return sought.isEmpty() || inBody(message, sought, Headers.OF_MESSAGES);
    }

    /** SEARCH TEXT: whether the header, that of any part, or the body contains it. */
    public boolean textContains(Sought sought) throws IOException {
        return sought.isEmpty() || inHeader(message, sought) || inBody(message, sought, Headers.ALL);
    }

    /** Whether a field contains the text; an empty text is in every field that exists. */
    public static boolean fieldContains(HeaderBlock header, String name, Sought sought) {
        return header.all(name).stream().anyMatch(field -> sought.isIn(field.text()));
    }

    /**
     * The trigrams of every text that any of these searches looks through.
     *
     * @return whether these are all; no more are taken than the limits of {@code trigrams} allow
     */
    public boolean collect(Trigrams trigrams) throws IOException {
        return !inHeader(message, new Collector(trigrams, TextPlace.HEADER))
                && !inBody(message, new Collector(trigrams, TextPlace.INSIDE), Headers.ALL);
    }

    /** Is found where there is no room for more. */
    private record Collector(Trigrams trigrams, TextPlace place) implements Sought {
        @Override
        public boolean isEmpty() {
            return false;
        }

        @Override
        public boolean isIn(CharSequence text) {
            return !trigrams.add(place, text.toString());
        }

        @Override
        public boolean isIn(Reader text) throws IOException {
            return !trigrams.add(place, text);
        }
    }

    private enum Headers {
        OF_MESSAGES,
        ALL
    }

    private boolean inBody(MimePart part, Sought sought, Headers headers) throws IOException {
        if (part.kind() == MimePart.Kind.LEAF) {
            return isText(part) && sought.isIn(bodies.text(part));
        }
        boolean countHeaders = part.kind() == MimePart.Kind.MESSAGE || headers == Headers.ALL;
        for (MimePart child : part.children()) {
            if ((countHeaders && inHeader(child, sought)) || inBody(child, sought, headers)) {
                return true;
            }
        }
        return false;
    }

    private boolean inHeader(MimePart part, Sought sought) throws IOException {
        HeaderBlock header = HeaderBlock.read(source, part.header(), limits);
        return header.fields().stream().anyMatch(field -> sought.isIn(field.name() + ": " + field.text()));
    }

    private static boolean isText(MimePart part) {
        return part.content().type().is("text") || part.content().type().is("message");
    }
}
