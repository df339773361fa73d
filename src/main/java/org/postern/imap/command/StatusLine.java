package org.postern.imap.command;

import java.util.ArrayList;
import java.util.List;
import org.postern.imap.response.Untagged;
import org.postern.imap.state.ImapContext;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.syntax.StatusItem;
import org.postern.imap.wire.ImapComposer;
import org.postern.imap.wire.Utf8;
import org.postern.store.Account;
import org.postern.store.MailboxName;
import org.postern.store.MailboxStatus;
import org.postern.store.StoreException;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/** A STATUS response (RFC 9051 7.3.4). */
public record StatusLine(MailboxName name, String values, Utf8 utf8) implements Untagged {
    /** Asks the store now. */
    public static StatusLine of(ImapContext ctx, MailboxName name, List<StatusItem> items) throws StoreException {
        Account account = ctx.account();
        MailboxStatus status = account.status(name);
        long appendLimit = ctx.limits().message();
        List<String> values = new ArrayList<>();
        for (StatusItem item : items) {
            values.add(item.name() + " " + item.source().value(account, status, appendLimit));
        }
        return new StatusLine(name, String.join(" ", values), ctx.utf8());
    }

    @Override
    public Progress encode(WireOut out) {
        new ImapComposer(out, utf8)
                .untagged("STATUS ")
                .astring(MailboxText.compose(name, utf8))
                .raw(" (" + values + ")")
                .end();
        return Progress.DONE;
    }
}
