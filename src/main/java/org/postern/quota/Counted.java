package org.postern.quota;

import org.postern.store.Account;
import org.postern.store.MailboxUse;
import org.postern.store.StorageUse;
import org.postern.store.StoreException;

/** What of an account counts. */
final class Counted {
    private Counted() {}

    static StorageUse use(Account account, FolderRules rules) throws StoreException {
        if (!rules.ignoreSome()) {
            return account.use();
        }
        MailboxUse sum = MailboxUse.NOTHING;
        for (var one : account.useByMailbox().entrySet()) {
            if (!rules.ignore(one.getKey())) {
                sum = sum.plus(one.getValue());
            }
        }
        return StorageUse.unlimited(sum.octets(), sum.messages());
    }
}
