/**
 * How much mail a user and a domain may have: {@link org.postern.quota.QuotaStore} goes around any store and refuses what
 * would not fit, so that backends hold no quota code and protocols cannot forget it.
 *
 * <p>What it promises: what is counted is what the backend says lies there (but for mailboxes that {@link
 * org.postern.quota.FolderRules} ignore), plus holds. A hold is taken before a message is placed and dropped afterwards, so parallel deliveries never exceed a limit together; nor is one refused that fits, for
 * where only the holds of others stand in the way, the answer waits until they are kept or dropped. A MOVE inside one
 * account is free. Limits are asked for at each use, so a change takes effect at once. A user without a limit of his own
 * shares his domain's; the domain's limit is the ceiling of all its users together.
 *
 * <p>{@link org.postern.quota.UserRules} limit mailboxes, messages of each, and the size of a message, let more go into some
 * mailboxes, and have grace with the one delivered message that crosses a user's limit, never with a domain's.
 *
 * <p>How it fails: OVER_QUOTA, told to the {@link org.postern.quota.QuotaListener} and noted in the account's ledger; TOO_BIG;
 * LIMIT for mailboxes; IN_USE when deliveries in progress hold the rest for longer than patience lasts. Mail that came past this store (another program, a warning of the server's own)
 * counts but is never refused, and an account over its limit can still be read and emptied.
 *
 * <p>What it must not know: where limits are written, protocols, mail formats, clocks on the wall. The listener runs on the
 * caller's thread after the commit, with no lock of a mailbox or a limit held; of one user it is told one thing after the other. It composes warnings and writes the audit log.
 */
@NullMarked
package org.postern.quota;

import org.jspecify.annotations.NullMarked;
