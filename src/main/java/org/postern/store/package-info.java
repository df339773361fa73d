/**
 * The mailbox store as protocols see it: values and three interfaces, {@link org.postern.store.MailStore},
 * {@link org.postern.store.Account} and {@link org.postern.store.Mailbox}.
 *
 * <p>What it promises: calls block and are made from worker threads, never from an event loop. A call that returns has
 * committed: what it did survives a killed process and, for arrivals, a power cut. Changes are published after the commit
 * and in commit order. UIDs rise strictly, are never used twice, and UIDVALIDITY stays as long as the mailbox exists.
 * What is stored comes back octet for octet, with CRLF line ends.
 *
 * <p>How it fails: one checked {@link org.postern.store.StoreException} with a {@link org.postern.store.Problem}; each
 * protocol maps that enum to its own words in one switch. A call that throws has changed nothing, or what it says.
 *
 * <p>What it must not know: sequence numbers, sessions, protocols, wire syntax, users' passwords, limits of a quota
 * (see {@code org.postern.quota}, which decorates any store). It must also fit a distributed backend: calls take and
 * return sets, and nothing here assumes that reading a row again is cheap.
 */
@NullMarked
package org.postern.store;

import org.jspecify.annotations.NullMarked;
