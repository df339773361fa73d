package org.postern.imap.search;

/**
 * How much one search may still be made of. A command has one for its own keys; each time these are made ready for a
 * mailbox, all the texts that stand for keys there share another. Used by one worker at a time.
 */
public final class SearchBudget {
    /** Keys, however deep they stand. */
    public static final int MAX_KEYS = 1000;

    /** Texts that stand for keys, within each other or not. */
    public static final int MAX_TEXTS = 20;

    private int keys = MAX_KEYS;
    private int texts = MAX_TEXTS;

    /** Takes one key of it; false when there is none left. */
    boolean hasRoomForKey() {
        return --keys >= 0;
    }

    /** Takes one text of it; false when there is none left. */
    boolean hasRoomForText() {
        return --texts >= 0;
    }
}
