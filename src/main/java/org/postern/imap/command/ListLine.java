package org.postern.imap.command;

import java.util.List;
import org.postern.imap.response.Untagged;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.wire.ImapComposer;
import org.postern.imap.wire.Utf8;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/**
 * A LIST response (RFC 9051 7.3.1), or with another word LSUB.
 *
 * @param path empty string for the answer to {@code LIST "" ""}
 * @param attributes with their backslash
 * @param childInfo selection options that descendants meet, empty for none (RFC 9051 6.3.9.6)
 */
public record ListLine(String word, String path, List<String> attributes, List<String> childInfo, Utf8 utf8)
        implements Untagged {

    public ListLine(String path, List<String> attributes, List<String> childInfo, Utf8 utf8) {
        this("LIST", path, attributes, childInfo, utf8);
    }

    @Override
    public Progress encode(WireOut out) {
        ImapComposer line =
                new ImapComposer(out, utf8).untagged(word).raw(" (" + String.join(" ", attributes) + ") \"/\" ");
        line = path.isEmpty() ? line.string(path) : line.astring(MailboxText.compose(path, utf8));
        if (!childInfo.isEmpty()) {
            line.raw(" (\"CHILDINFO\" (\"" + String.join("\" \"", childInfo) + "\"))");
        }
        line.end();
        return Progress.DONE;
    }
}
