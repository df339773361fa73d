/**
 * Mail that is not kept for ever: rules that say how long messages may lie in a mailbox
 * ({@link org.postern.retention.RetentionRule}), what they make of an account ({@link org.postern.retention.Expiration}), and
 * the way through all accounts ({@link org.postern.retention.Sweeper}), which has other duties done too.
 *
 * <p>What it promises: no message goes that has not lain in its mailbox for as long as the rule says, counted from when it
 * was put there and not from when it was written or received. Where that is not known, or lies in the future, it stays. What goes is
 * expunged as a client would: sessions are told, quotas count it, and it can be brought back for a while.
 *
 * <p>How it fails: an account that cannot be looked at now is looked at in the next round, and is logged. Rules that cannot
 * be read are no rules.
 *
 * <p>What it must not know: where rules are written, and how accounts are kept.
 */
@NullMarked
package org.postern.retention;

import org.jspecify.annotations.NullMarked;
