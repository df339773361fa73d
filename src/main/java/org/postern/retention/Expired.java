package org.postern.retention;

import java.time.Instant;
import org.postern.store.MailboxName;

/**
 * What a rule found in a mailbox.
 *
 * @param messages that have lain there for as long as they may
 * @param octets of them
 * @param oldest when the first of them was put there
 */
public record Expired(MailboxName mailbox, RetentionRule rule, long messages, long octets, Instant oldest) {}
