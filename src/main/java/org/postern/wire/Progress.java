package org.postern.wire;

/** Whether something that writes in batches has more to say. */
public enum Progress {
    /** Not finished: ask again in the next batch. */
    MORE,
    /** Everything has been written. */
    DONE
}
