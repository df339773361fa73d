/**
 * The policy service: Postfix asks it, while the sending server waits in the SMTP dialogue, whether a recipient's mailbox
 * has room (Postfix's SMTPD_POLICY_README is the specification). So mail to a full mailbox is refused at the border, and no
 * bounce ever goes to a sender whose address was forged.
 *
 * <p>What it promises: the answer is that of the end of delivery, asked earlier: the same resolving of recipients, the same
 * quota, the same setting for what a full mailbox answers. It never says yes ({@code OK} would skip the restrictions that
 * follow), only that it has nothing against it ({@code DUNNO}); a recipient nobody here knows is Postfix's to judge.
 *
 * <p>How it fails: what cannot be told now is {@code DEFER_IF_PERMIT}; what is no question ends the connection without an
 * answer, upon which Postfix applies its {@code smtpd_policy_service_default_action}.
 *
 * <p>What it must not know: the store (only {@code delivery} does), channels, other protocols.
 */
@NullMarked
package org.postern.policy;

import org.jspecify.annotations.NullMarked;
