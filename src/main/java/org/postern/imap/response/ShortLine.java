package org.postern.imap.response;

import org.postern.imap.wire.ImapComposer;
import org.postern.imap.wire.Utf8;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/**
 * One short line.
 *
 * @param start what is the protocol's, {@code OK [CLOSED] } or all of it
 * @param text what is said to people, empty for nothing
 */
record ShortLine(String start, String text, Utf8 utf8) implements Untagged {
    /** Of {@code OK [CLOSED] Previous mailbox is closed} and the like, or of any other line. */
    static ShortLine of(String line) {
        int status = line.indexOf(' ') + 1;
        boolean says = switch (line.substring(0, status)) {
            case "OK ", "NO ", "BAD ", "BYE " -> true;
            default -> false;
        };
        int code = says && line.startsWith("[", status) ? line.indexOf("] ", status) + 2 : status;
        return says
                ? new ShortLine(line.substring(0, code), line.substring(code), Utf8.OFF)
                : new ShortLine(line, "", Utf8.OFF);
    }

    @Override
    public Untagged in(Language language) {
        return text.isEmpty() ? this : new ShortLine(start, language.say(text), language.utf8());
    }

    @Override
    public Progress encode(WireOut out) {
        new ImapComposer(out, utf8).raw("* ").raw(start).text(text).end();
        return Progress.DONE;
    }
}
