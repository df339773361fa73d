package org.postern.imap.feature;

import java.util.List;
import org.postern.imap.command.CommandSpec;
import org.postern.imap.syntax.StatusItem;
import org.postern.store.Account;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.StoreException;
import org.postern.store.SystemFlag;

/** QUOTA with RES-STORAGE, RES-MESSAGE and RES-MAILBOX, and QUOTASET (RFC 9208): a {@link QuotaRoot} for each account. */
final class QuotaFeature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of("QUOTA", "QUOTASET", "QUOTA=RES-STORAGE", "QUOTA=RES-MESSAGE", "QUOTA=RES-MAILBOX");
    }

    @Override
    public List<CommandSpec> commands() {
        return List.of(GetQuotaCommand.SPEC, GetQuotaRootCommand.SPEC, SetQuotaCommand.SPEC);
    }

    @Override
    public List<StatusItem> statusItems() {
        return List.of(new StatusItem(
                "DELETED-STORAGE",
                (account, status, appendLimit) ->
                        Long.toString(deletedOctets(account, status.info().name()))));
    }

    private static long deletedOctets(Account account, MailboxName name) throws StoreException {
        try (Mailbox mailbox = account.open(name)) {
            MailboxSnapshot snapshot = mailbox.refresh();
            long octets = 0;
            for (int row = 0; row < snapshot.size(); row++) {
                octets += snapshot.flags(row).has(SystemFlag.DELETED) ? snapshot.octets(row) : 0;
            }
            return octets;
        }
    }
}
