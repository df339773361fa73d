package org.postern.boot;

import org.postern.pop3.Expiry;
import org.postern.pop3.MaildropPolicies;
import org.postern.retention.Duty;
import org.postern.store.Account;
import org.postern.store.MailStore;
import org.postern.store.StoreException;
import org.postern.store.UserName;

/** What POP3 retrieved long enough ago goes also from accounts into which nobody logs in. */
record MaildropDuty(MaildropPolicies policies, Expiry expiry) implements Duty {
    @Override
    public boolean concerns(UserName user) {
        return !user.equals(MailStore.PUBLIC) && policies.of(user).expire().isPresent();
    }

    @Override
    public long perform(Account account) throws StoreException {
        return expiry.sweep(account);
    }
}
