/**
 * Mailboxes of others. {@link org.postern.sharing.SharingStore} goes around any store and gives each account two namespaces
 * beside its own: {@code Users/} with what other users let it see, and {@code Public/} with what belongs to nobody. It asks
 * for the right that RFC 4314 wants, at each call, so that no protocol can forget to.
 *
 * <p>What it promises: nobody learns of a mailbox that he may not look up, for every call answers as if it did not exist.
 * A right that is taken away is gone with the next call, in mailboxes that are open too. What is placed in a mailbox counts
 * against its owner's quota, because it goes through the owner's account in the store inside. Flags are the mailbox's, so all
 * who use it share them, {@code \Seen} included; private annotations are each user's own.
 *
 * <p>How it fails: with NO_SUCH_MAILBOX, or NO_PERMISSION to whom may look the mailbox up.
 *
 * <p>What it must not know: files, protocols, passwords. It goes around the quota, not inside it. Deliveries and operators use
 * the store inside: they act for nobody.
 */
@NullMarked
package org.postern.sharing;

import org.jspecify.annotations.NullMarked;
