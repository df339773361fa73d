package org.postern.store.terms;

import java.io.IOException;
import java.util.Optional;
import java.util.PrimitiveIterator;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogByteSizeMergePolicy;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.store.Directory;
import org.postern.store.UidSet;

/**
 * Puts messages into an index. Nothing is there until it is committed; {@link #close} without forgets. One thread at a
 * time, but {@link #close} may come from any, and then what is under way fails.
 */
public final class TermWriter implements AutoCloseable {
    private final IndexWriter writer;
    private final MessageDocument documents = new MessageDocument();
    private static final long[] ANY = {MessageDocument.ANY};

    /**
     * Opens an index, or begins one.
     *
     * @param directory with no index, or a sound one of this stamp, and no other writer
     * @param memory octets of what is not written yet
     */
    public TermWriter(Directory directory, Stamp stamp, long memory) throws IOException {
        // Only neighbours are merged, so UIDs keep rising.
        LogByteSizeMergePolicy merges = new LogByteSizeMergePolicy();
        merges.setNoCFSRatio(1.0);
        IndexWriterConfig config = new IndexWriterConfig()
                .setMergeScheduler(new SerialMergeScheduler()) // the others make threads
                .setMergePolicy(merges)
                .setUseCompoundFile(true)
                .setRAMBufferSizeMB((double) memory / (1 << 20))
                .setCommitOnClose(false);
        this.writer = Damage.seen(() -> new IndexWriter(directory, config));
        writer.setLiveCommitData(stamp.entries());
    }

    /** Adds a message; without terms it may have any. */
    public void add(long uid, Optional<long[]> terms) throws IOException {
        Damage.seen(() -> writer.addDocument(documents.of(uid, terms.orElse(ANY))));
    }

    /** Forgets messages; merging will make room of it. */
    public void remove(UidSet uids) throws IOException {
        Damage.seen(() -> {
            for (PrimitiveIterator.OfLong each = uids.iterator(); each.hasNext(); ) {
                writer.deleteDocuments(MessageDocument.termOf(each.nextLong()));
            }
            writer.forceMergeDeletes();
            return uids;
        });
    }

    /** What was added and removed is to be seen by readers that are opened from now on. */
    public void commit() throws IOException {
        Damage.seen(() -> {
            writer.flush(); // merges too; what is merged after a commit would not be in it
            return writer.commit();
        });
    }

    @Override
    public void close() throws IOException {
        Damage.seen(() -> {
            writer.rollback();
            return writer;
        });
    }
}
