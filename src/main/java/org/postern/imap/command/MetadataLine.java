package org.postern.imap.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postern.imap.response.Untagged;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.wire.ImapComposer;
import org.postern.imap.wire.Utf8;
import org.postern.store.AnnotationValue;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/**
 * A METADATA response with values (RFC 5464 4.4.1).
 *
 * @param mailbox as it is written to the client; empty string for the server
 */
public record MetadataLine(String mailbox, Map<String, Optional<AnnotationValue>> values, Utf8 utf8)
        implements Untagged {
    /** Octets of values after which another line begins, so that no batch grows too large. */
    private static final int ENOUGH = 32 * 1024;

    /** As many lines as are needed; none for nothing. */
    public static List<Untagged> lines(String mailbox, Map<String, Optional<AnnotationValue>> values, Utf8 utf8) {
        List<Untagged> lines = new ArrayList<>();
        Map<String, Optional<AnnotationValue>> some = new LinkedHashMap<>();
        int octets = 0;
        for (var value : values.entrySet()) {
            some.put(value.getKey(), value.getValue());
            octets += value.getKey().length()
                    + value.getValue().map(AnnotationValue::size).orElse(0);
            if (octets > ENOUGH) {
                lines.add(new MetadataLine(mailbox, some, utf8));
                some = new LinkedHashMap<>();
                octets = 0;
            }
        }
        if (!some.isEmpty()) {
            lines.add(new MetadataLine(mailbox, some, utf8));
        }
        return lines;
    }

    /** How the client is told which mailbox is meant. */
    public static String name(String path, Utf8 utf8) {
        return path.isEmpty() ? "" : MailboxText.compose(path, utf8);
    }

    @Override
    public Progress encode(WireOut out) {
        ImapComposer line = new ImapComposer(out, utf8).untagged("METADATA ");
        line = mailbox.isEmpty() ? line.string("") : line.astring(mailbox);
        String before = " (";
        for (var value : values.entrySet()) {
            line.raw(before).astring(value.getKey()).space();
            before = " ";
            if (value.getValue().isPresent()) {
                line.string8(value.getValue().get().octets());
            } else {
                line.nil();
            }
        }
        line.close().end();
        return Progress.DONE;
    }
}
