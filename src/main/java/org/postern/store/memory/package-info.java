/**
 * A store in memory: the reference model that {@code MailStoreContract} and the random comparison hold other backends to,
 * and the store of fast protocol tests.
 *
 * <p>What it promises: to be simple and obviously right. One lock guards a whole {@link
 * org.postern.store.memory.MemoryStore}; every call takes it once, does its work on plain sorted maps, publishes, and
 * returns. So each call is atomic, a MOVE included, and changes are told in commit order. Messages are kept in the heap;
 * copies share their octets; the history of expunged UIDs is never cut, so {@code since} is always exact.
 *
 * <p>How it fails: only by the laws (no such mailbox, a limit) and with UNAVAILABLE after {@code close}. Misuse that a real
 * backend might forgive, such as appending a spooled message that was closed, is an IllegalStateException.
 *
 * <p>What it must not know: files, quotas, sessions. It counts spools and bodies that were not closed, so that tests of
 * other packages can find leaks.
 */
@NullMarked
package org.postern.store.memory;

import org.jspecify.annotations.NullMarked;
