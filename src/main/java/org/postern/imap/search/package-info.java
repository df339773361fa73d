/**
 * What SEARCH asks of messages: {@link org.postern.imap.search.SearchKey}, an open set with a table that extensions add
 * to, and the answers SEARCH and ESEARCH.
 *
 * <p>What it promises: keys that the mailbox's rows answer are asked before those that open a message, headers before
 * bodies, and a message is opened and looked through once for all keys. Text is compared as people read it, decoded and
 * without regard to case, in memory that does not grow with the message. Long searches come up for air between messages,
 * so that a connection that is gone is noticed.
 *
 * <p>It fails with a Refusal for message numbers that do not exist, and with the store's exception. It must not know the
 * commands that use it.
 */
@NullMarked
package org.postern.imap.search;

import org.jspecify.annotations.NullMarked;
