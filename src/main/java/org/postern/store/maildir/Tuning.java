package org.postern.store.maildir;

/**
 * Where costs are traded for each other; nothing here changes what a client sees.
 *
 * @param unusedFolders mailboxes kept loaded beyond those in use
 * @param uidBlock UIDs reserved at a time: one rewrite of the identity file for so many arrivals
 * @param smallIndex octets below which an index is not compacted
 * @param smallCache octets of summaries nobody needs any more, below which a cache is not made smaller
 * @param history ranges of expunged UIDs remembered for QRESYNC, per mailbox
 */
record Tuning(int unusedFolders, int uidBlock, long smallIndex, long smallCache, int history) {
    static final Tuning DEFAULT = new Tuning(256, 1000, 1 << 16, 1 << 20, 20_000);
}
