package org.postern.store.maildir;

import java.time.Duration;

/**
 * Where costs are traded for each other; nothing here changes what a client sees.
 *
 * @param unusedFolders mailboxes kept loaded beyond those in use
 * @param uidBlock UIDs reserved at a time: one rewrite of the identity file for so many arrivals
 * @param smallIndex octets below which an index is not compacted
 * @param smallCache octets nobody needs any more, below which a cache is not made smaller
 * @param manyNames changes of names for which their directories are opened, so that not every path is looked up in whole
 * @param history ranges of expunged UIDs remembered for QRESYNC, per mailbox
 * @param held how expunged messages are purged
 * @param terms how indexes by terms are made
 * @param blocks how much of the files of small messages is in memory
 */
record Tuning(
        int unusedFolders,
        int uidBlock,
        long smallIndex,
        long smallCache,
        int manyNames,
        int history,
        Purging held,
        Indexing terms,
        Blocks blocks) {
    /**
     * How much of the files of small messages is in memory.
     *
     * @param size octets of a block, which are read at a time
     * @param most octets of all blocks together
     */
    record Blocks(int size, long most) {
        /** As much as some ten thousand small messages, but no more than a part of the heap. */
        static final Blocks DEFAULT =
                new Blocks(1 << 16, Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 32));
    }

    /**
     * How held messages are purged.
     *
     * @param every how often an account is looked at while it is used
     * @param atOnce the most messages purged while somebody waits
     * @param sweepEvery how often all accounts are looked at
     * @param sweepStep accounts looked at in one step of that
     * @param lookAgain how long after no room could be made on a short disk that is tried again
     * @param shortShare the disk is short when less than one part in so many is free
     * @param shortOctets and less than this
     */
    record Purging(
            Duration every,
            int atOnce,
            Duration sweepEvery,
            int sweepStep,
            Duration lookAgain,
            long shortShare,
            long shortOctets) {
        static final Purging DEFAULT =
                new Purging(Duration.ofHours(1), 1000, Duration.ofHours(6), 100, Duration.ofMinutes(10), 20, 2L << 30);

        /** How many octets must become free until the disk is not short any more; not above 0: it is not. */
        long missing(FileLayer.Space space) {
            return Math.min(space.all() / shortShare, shortOctets) - space.free();
        }
    }

    /**
     * How indexes by terms are made.
     *
     * @param lag so many messages may be missing before an index is worth writing to
     * @param lagOctets or messages of so many octets
     * @param batch the most messages that are added at a step
     * @param batchOctets messages of so many octets are enough, too
     * @param memory octets of what was added and is not written yet
     * @param pause how long nothing is tried after it could not be done
     */
    record Indexing(int lag, long lagOctets, int batch, long batchOctets, long memory, Duration pause) {
        static final Indexing DEFAULT = new Indexing(200, 4 << 20, 2000, 32 << 20, 16 << 20, Duration.ofMinutes(10));

        /** Whether so much is missing that it should be added. */
        boolean isMuch(long messages, long octets) {
            return messages >= lag || octets >= lagOctets;
        }
    }

    static final Tuning DEFAULT =
            new Tuning(256, 1000, 1 << 16, 1 << 20, 16, 20_000, Purging.DEFAULT, Indexing.DEFAULT, Blocks.DEFAULT);
}
