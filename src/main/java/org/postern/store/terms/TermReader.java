package org.postern.store.terms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.TermState;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;
import org.postern.store.UidSet;

/** An index as it was committed when the reader was opened. One thread at a time. */
public final class TermReader implements AutoCloseable {
    /** Terms that are asked for, the rarest ones; more would hardly narrow and cost memory each. */
    private static final int MOST = 16;

    private final DirectoryReader reader;

    private TermReader(DirectoryReader reader) {
        this.reader = reader;
    }

    /**
     * Opens an index.
     *
     * @param trust for this index alone
     * @return empty when there is none, or not of this stamp
     * @throws IOException when it cannot be read or is damaged
     */
    public static Optional<TermReader> open(Directory directory, Stamp stamp, Trust trust) throws IOException {
        return Damage.seen(() -> {
            DirectoryReader reader;
            try {
                reader = DirectoryReader.open(directory);
            } catch (IndexNotFoundException e) {
                return Optional.<TermReader>empty();
            }
            boolean good = false;
            try {
                good = stamp.isIn(reader.getIndexCommit().getUserData());
                if (good) {
                    trust.check(reader);
                }
            } catch (IOException | RuntimeException e) {
                reader.close();
                throw e;
            }
            if (!good) {
                reader.close();
            }
            return good ? Optional.of(new TermReader(reader)) : Optional.<TermReader>empty();
        });
    }

    /** The messages that are in the index, whatever became of them since. */
    public UidSet uids() throws IOException {
        return Damage.seen(() -> {
            UidSet.Builder all = new UidSet.Builder();
            for (LeafReaderContext leaf : reader.leaves()) {
                NumericDocValues uids = uids(leaf.reader());
                while (uids.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
                    all.add(uids.longValue());
                }
            }
            return all.build();
        });
    }

    /** Those of them that may have all of these terms. */
    public UidSet having(long[] terms) throws IOException {
        return Damage.seen(() -> {
            UidSet.Builder found = new UidSet.Builder();
            for (LeafReaderContext leaf : reader.leaves()) {
                Terms there = leaf.reader().terms(MessageDocument.TERMS);
                if (there != null) {
                    NumericDocValues uids = uids(leaf.reader());
                    all(there, terms, uids, found);
                    all(there, new long[] {MessageDocument.ANY}, uids(leaf.reader()), found);
                }
            }
            return found.build();
        });
    }

    private static NumericDocValues uids(LeafReader leaf) throws IOException {
        NumericDocValues uids = leaf.getNumericDocValues(MessageDocument.UID);
        if (uids == null) {
            throw new IOException("no UIDs in a segment");
        }
        return uids;
    }

    /** Where one term is listed. */
    private record Listed(BytesRef term, TermState state, int documents) {}

    private static void all(Terms there, long[] terms, NumericDocValues uids, UidSet.Builder found) throws IOException {
        TermsEnum seek = there.iterator();
        List<Listed> rarest = new ArrayList<>();
        for (long term : terms) {
            BytesRef octets = new BytesRef(new byte[Long.BYTES]);
            MessageDocument.write(term, octets);
            if (!seek.seekExact(octets)) {
                return;
            }
            rarest.add(new Listed(octets, seek.termState(), seek.docFreq()));
        }
        rarest.sort(Comparator.comparingInt(Listed::documents));
        PostingsEnum[] lists = new PostingsEnum[Math.min(MOST, rarest.size())];
        for (int i = 0; i < lists.length; i++) {
            seek.seekExact(rarest.get(i).term(), rarest.get(i).state());
            lists[i] = seek.postings(null, PostingsEnum.NONE);
        }
        intersect(lists, uids, found);
    }

    private static void intersect(PostingsEnum[] lists, NumericDocValues uids, UidSet.Builder found)
            throws IOException {
        int document = lists.length == 0 ? DocIdSetIterator.NO_MORE_DOCS : lists[0].nextDoc();
        while (document != DocIdSetIterator.NO_MORE_DOCS) {
            int ahead = document;
            for (int i = 1; i < lists.length && ahead == document; i++) {
                ahead = lists[i].docID() < document ? lists[i].advance(document) : lists[i].docID();
            }
            if (ahead == document) {
                if (uids.advanceExact(document)) {
                    found.add(uids.longValue());
                }
                document = lists[0].nextDoc();
            } else {
                document = ahead == DocIdSetIterator.NO_MORE_DOCS ? ahead : lists[0].advance(ahead);
            }
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            // closing files that were read
        }
    }
}
