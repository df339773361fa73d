package org.postern.store.maildir;

import java.util.List;
import java.util.Optional;

/**
 * How an account was taken over from another server.
 *
 * @param mailboxes those taken over now; INBOX first
 * @param subscriptions how many mailboxes are subscribed
 * @param quota what {@code maildirsize} says is the limit, as it stands there
 * @param odd sentences about what was not as it should be
 */
public record AdoptedAccount(
        List<AdoptedMailbox> mailboxes, int subscriptions, Optional<String> quota, List<String> odd) {
    public AdoptedAccount {
        mailboxes = List.copyOf(mailboxes);
        odd = List.copyOf(odd);
    }
}
