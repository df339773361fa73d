/**
 * From a received message to mailboxes: who a recipient is, aliases and forward addresses expanded
 * ({@link org.postern.delivery.RecipientResolver}), a message on its way in ({@link org.postern.delivery.Transaction}), what became of it for each recipient
 * ({@link org.postern.delivery.Outcome}), what users are told of their quota
 * ({@link org.postern.delivery.QuotaWarner}), and the queue of what leaves ({@link org.postern.delivery.OutgoingQueue}). Between
 * resolving and placing stands {@code Sorting}, where a filter will.
 *
 * <p>What it promises: a recipient whose outcome is {@link org.postern.delivery.Outcome#DELIVERED} has the message
 * durably, or it waits in the queue for those of an alias who could not have it; any other outcome means that this recipient
 * has nothing of it, whatever became of the others. The octets of a
 * message are never changed, only trace fields are put before them. No report is ever sent about a message whose sender
 * is empty, and reports are sent with an empty sender, so that two servers cannot bounce at each other.
 *
 * <p>How it fails: every failure is an {@code Outcome} with its reply and enhanced status code (RFC 3463), mapped once;
 * what the store or the machine did wrong is temporary, so that the sender tries again.
 *
 * <p>What it must not know: how messages arrive (LMTP, SMTP, a pipe), quota limits (the store refuses), connections. Only
 * {@code QueueDirectory} and {@code QueueNotes} touch files, which are those of that queue.
 */
@NullMarked
package org.postern.delivery;

import org.jspecify.annotations.NullMarked;
