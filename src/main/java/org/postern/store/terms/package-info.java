/**
 * An index of the messages of one mailbox by terms, in a directory of its own: {@link org.postern.store.terms.TermWriter}
 * puts messages in, {@link org.postern.store.terms.TermReader} finds those that have all of some terms. Terms are numbers;
 * what they mean is their maker's.
 *
 * <p>It is Lucene underneath, of which only lists of documents by term are used: no positions, no scores, no analysis. A
 * message is a document with its UID. What was committed is what a reader sees; what was not is gone with the writer. One
 * writer at a time, which the caller sees to, and any number of readers.
 *
 * <p>Nothing is synced, so nothing is trusted: a reader reads every file against its checksum before it uses it, once for
 * each file that its {@link org.postern.store.terms.Trust} has not seen. An index that is damaged, of another version or of
 * another mailbox is as good as none.
 *
 * <p>It fails with {@code IOException}, and no other exception comes from a damaged file. It must not know where the
 * directory lies, which messages there are, or what uses it. It starts no thread: merging is done by who writes.
 */
@NullMarked
package org.postern.store.terms;

import org.jspecify.annotations.NullMarked;
