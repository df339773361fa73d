package org.postern.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.store.MessageBody;
import org.postern.store.StoreException;
import org.postern.store.Summaries;
import org.postern.store.Summarizer;
import org.postern.store.Summarizer.Occasion;

/** Summaries of one mailbox, from its cache; those that are not there are made, and put there a batch at a time. */
final class FolderSummaries implements Summaries {
    /** Places looked up at a time. */
    private static final int PLACES = 256;
    /** Octets of new summaries kept back before they go into the cache. */
    private static final int MADE = 1 << 16;

    private final Folder folder;
    private final FolderBodies bodies;
    private final FolderCache cache;
    private final Summarizer summarizer;
    private final SmallMessages small;
    private final List<Made> made = new ArrayList<>();
    private int madeOctets;
    private Places places = Places.NONE;
    private @Nullable CacheReader reader;
    private int generation = -1;

    /**
     * Made because what stood at {@code before} was not it.
     *
     * @param content all of the message, when it is small and was read from its file for this
     */
    record Made(long uid, long before, ByteBuffer summary, Optional<ByteBuffer> content) {}

    /** Where the records of some messages stand. */
    static final class Places {
        static final Places NONE = new Places(-1, new long[0], new long[0]);

        private final int generation;
        private final long[] uids;
        private final long[] at;

        /**
         * Takes the arrays over.
         *
         * @param generation of the file
         * @param uids rising
         * @param at place of each, 0 where there is none
         */
        Places(int generation, long[] uids, long[] at) {
            this.generation = generation;
            this.uids = uids;
            this.at = at;
        }

        private int indexOf(long uid) {
            return Arrays.binarySearch(uids, uid);
        }
    }

    private FolderSummaries(Folder folder, Summarizer summarizer) {
        this.folder = folder;
        this.bodies = new FolderBodies(folder);
        this.cache = new FolderCache(folder);
        this.summarizer = summarizer;
        this.small = new SmallMessages(folder.root().env().settings());
    }

    static Summaries open(Folder folder) throws StoreException {
        Summarizer summarizer = folder.root().env().settings().summarizer();
        return folder.locked(s -> new FolderSummaries(folder, summarizer));
    }

    @Override
    public Optional<ByteBuffer> of(long uid) throws StoreException {
        if (summarizer == Summarizer.NONE) {
            return Optional.empty();
        }
        int index = places.indexOf(uid);
        if (index < 0) {
            places = cache.places(uid, PLACES);
            index = places.indexOf(uid);
        }
        long place = index < 0 ? 0 : places.at[index];
        Optional<ByteBuffer> kept = kept(uid, place);
        Optional<ByteBuffer> summary = kept.isPresent() ? kept : Optional.of(make(uid, place));
        return summary.filter(ByteBuffer::hasRemaining); // an empty one stands for none
    }

    private Optional<ByteBuffer> kept(long uid, long place) throws StoreException {
        if (place == 0) {
            return Optional.empty();
        }
        try {
            CacheReader open = reader();
            return open == null ? Optional.empty() : open.read(uid, place);
        } catch (IOException e) {
            return Optional.empty(); // it is made anew, which tells if the disk is ill
        }
    }

    private @Nullable CacheReader reader() throws IOException, StoreException {
        if (generation != places.generation) {
            closeReader();
            generation = places.generation;
            reader = cache.open().orElse(null);
        }
        return reader;
    }

    private ByteBuffer make(long uid, long before) throws StoreException {
        byte[] summary;
        Optional<ByteBuffer> content;
        try (MessageBody body = bodies.open(uid)) {
            content = small.read(body);
            MessageBody read = content.isPresent() ? new HeldBody(content.get()) : body;
            summary = summarizer.summarize(read, Occasion.DEMAND).orElse(new byte[0]);
        } catch (IOException e) {
            throw Failures.of("uid " + uid + " in " + folder.name(), e);
        }
        made.add(new Made(uid, before, ByteBuffer.wrap(summary).asReadOnlyBuffer(), content));
        madeOctets += summary.length + content.map(ByteBuffer::remaining).orElse(0);
        if (madeOctets >= MADE) {
            keep();
        }
        return ByteBuffer.wrap(summary);
    }

    private void keep() {
        cache.keep(made);
        made.clear();
        madeOctets = 0;
    }

    @Override
    public void close() {
        if (!made.isEmpty()) {
            keep();
        }
        closeReader();
    }

    private void closeReader() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
