package org.postern.mime;

import java.io.IOException;
import java.io.Reader;
import java.util.Iterator;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * The beginning of what a message says, for lists of messages (RFC 8970): plain text without quotations and signature where
 * there is some, else the text of HTML.
 */
public final class Preview {
    /** Longest preview, in characters of Unicode (RFC 8970 3.3). */
    public static final int MOST = 200;
    /** Characters of plain text that are looked at: an answer may stand below what it answers. */
    private static final int LOOKED_AT = 1 << 12;
    /** Characters of HTML that are looked at: much of it is style. */
    private static final int LOOKED_AT_HTML = 1 << 14;

    /** Characters that fill a preview, even if many of them are spaces. */
    private static final int ENOUGH = 4 * MOST;

    private final BodyDecoder bodies;

    private Preview(OctetSource source) {
        this.bodies = new BodyDecoder(source);
    }

    /** One line of at most {@value #MOST} characters; empty where there is nothing to read, as in an encrypted message. */
    public static String of(OctetSource source, MimePart message) throws IOException {
        Preview preview = new Preview(source);
        Optional<MimePart> text = readable(message);
        return text.isPresent() ? preview.read(text.get()) : "";
    }

    /** The first part with text; of alternatives the plainest, which stands first (RFC 2046 5.1.4). */
    private static Optional<MimePart> readable(MimePart part) {
        ContentType type = part.content().type();
        if (part.kind() == MimePart.Kind.LEAF) {
            boolean text = type.is("text", "plain") || type.is("text", "html");
            return text && !isAttached(part) ? Optional.of(part) : Optional.empty();
        }
        if (type.is("multipart", "encrypted") || part.kind() == MimePart.Kind.MESSAGE) {
            return Optional.empty();
        }
        return part.children().stream()
                .map(Preview::readable)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean isAttached(MimePart part) {
        return part.content()
                .disposition()
                .filter(disposition -> disposition.type().equalsIgnoreCase("attachment"))
                .isPresent();
    }

    private String read(MimePart part) throws IOException {
        boolean html = part.content().type().is("text", "html");
        String text = beginning(bodies.text(part), html ? LOOKED_AT_HTML : LOOKED_AT);
        return html ? shortened(textOf(text)) : plain(text);
    }

    private static String beginning(Reader text, int most) throws IOException {
        char[] characters = new char[most];
        int length = 0;
        int count = 0;
        while (length < characters.length && count >= 0) {
            length += count;
            count = text.read(characters, length, characters.length - length);
        }
        return new String(characters, 0, length);
    }

    private static String textOf(String html) {
        Document document = Jsoup.parse(html);
        document.select("head, style, script, template").remove();
        return document.text();
    }

    /** What the sender wrote; if that is nothing, whatever is there. */
    private static String plain(String text) {
        StringBuilder own = new StringBuilder();
        String before = "";
        for (Iterator<String> lines = text.lines().iterator(); lines.hasNext(); ) {
            String line = lines.next();
            if (line.equals("-- ")) {
                break; // RFC 3676 4.3: the signature
            }
            boolean quoted = line.startsWith(">");
            if (quoted && before.endsWith(":")) {
                own.setLength(own.length() - before.length() - 1); // "Somebody wrote on a day:"
            }
            if (!quoted) {
                own.append(line).append(' ');
            }
            if (own.length() > ENOUGH) {
                break;
            }
            before = quoted ? "" : line;
        }
        String written = shortened(own.toString());
        return written.isEmpty() ? shortened(text) : written;
    }

    /** White space as one space, nothing that steers a screen, cut after a whole character. */
    private static String shortened(String text) {
        StringBuilder out = new StringBuilder();
        int characters = 0;
        boolean space = false;
        for (int at = 0; at < text.length() && characters < MOST; at += Character.charCount(text.codePointAt(at))) {
            int c = text.codePointAt(at);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                space = true;
            } else if (isShown(c)) {
                boolean apart = space && characters > 0 && characters + 1 < MOST;
                out.append(apart ? " " : "").appendCodePoint(c);
                characters += apart ? 2 : 1;
                space = false;
            }
        }
        return out.toString();
    }

    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> false;
            default -> c != 0xFFFD;
        };
    }
}
