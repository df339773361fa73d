/**
 * The benchmark: one load generator that drives any server over IMAP, POP3 and LMTP on loopback, and the table of
 * Postern beside Dovecot 2.3 with Maildir and with mdbox.
 *
 * <p>A {@link org.postern.bench.Scenario} measures {@link org.postern.bench.Figure}s on a {@link
 * org.postern.bench.Server}; {@link org.postern.bench.Benchmark} takes each scenario to every server in turn, round after
 * round, and keeps the median. Clients are raw sockets that count answers instead of parsing them, so that the generator is
 * not what is measured; every scenario checks that the answer was whole. Servers are equal where it matters: the same
 * machine, file system, mail and clients, passwords that cost nothing, mail that is on disk before it is acknowledged.
 *
 * <p>It needs root, because Dovecot does, and it must not know Postern's code: only {@code org.postern.*} packages beside
 * this one, the microbenchmarks, do.
 */
@NullMarked
package org.postern.bench;

import org.jspecify.annotations.NullMarked;
