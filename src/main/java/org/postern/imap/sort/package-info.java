/**
 * The order of messages: SORT's criteria ({@link org.postern.imap.sort.SortKey}, {@link org.postern.imap.sort.Sorting}) and
 * THREAD's trees.
 *
 * <p>What it promises: of a message only numbers are kept, in {@link org.postern.imap.sort.KeyColumn}s, so that sorting a large
 * mailbox costs some tens of octets a message; a header is read once and its numbers are there for the next command, as long
 * as {@link org.postern.imap.state.KeptKeys} has room; different texts are kept once, in {@link org.postern.imap.sort.OctetPool}, and cut where nobody would look. What
 * stands in hostile headers costs memory and time in proportion: nothing here recurses, and every table has a random seed.
 * Messages are looked at a few at a time, so that a connection that is gone is noticed.
 *
 * <p>It fails with the store's exception; a message that is gone is left out. It must not know the
 * commands that use it.
 */
@NullMarked
package org.postern.imap.sort;

import org.jspecify.annotations.NullMarked;
