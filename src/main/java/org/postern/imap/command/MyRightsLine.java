package org.postern.imap.command;

import org.postern.imap.response.Untagged;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.syntax.RightsSyntax;
import org.postern.imap.wire.ImapComposer;
import org.postern.imap.wire.Utf8;
import org.postern.store.Rights;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/** A MYRIGHTS response (RFC 4314 3.8). */
public record MyRightsLine(String path, Rights rights, Utf8 utf8) implements Untagged {
    @Override
    public Progress encode(WireOut out) {
        new ImapComposer(out, utf8)
                .untagged("MYRIGHTS ")
                .astring(MailboxText.compose(path, utf8))
                .space()
                .astring(RightsSyntax.compose(rights))
                .end();
        return Progress.DONE;
    }
}
