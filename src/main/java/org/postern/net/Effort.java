package org.postern.net;

/**
 * How hard to try to compress, learned from what came of the batches before: an attachment that is compressed already is
 * sent as it is, one in base64 is only written with shorter letters, and now and then everything is tried again.
 */
final class Effort {
    /** Batches shorter than this are answers, not attachments: always worth it, and no sign of anything. */
    private static final int SHORT = 4 * 1024;

    /** Above this share of their size batches have nothing that repeats: base64 has 0.76, text 0.3 to 0.6. */
    private static final double NOTHING_REPEATS = 0.70;

    /** Above this share of their size not even shorter letters gain anything. */
    private static final double NOTHING_GAINED = 0.95;

    private static final int LONGEST_REST = 16;

    private Kind kind = Kind.REPEATS;
    private int rest = 1;
    private int untilTried;

    /** What is done to a batch. */
    enum Kind {
        /** Everything: what repeats is found, and letters are shortened. */
        REPEATS,
        /** Frequent octets become shorter; a fifth of the time. */
        LETTERS,
        /** Nothing: stored blocks. */
        NONE
    }

    /** For a batch of that many octets. */
    Kind next(int octets) {
        return octets < SHORT ? Kind.REPEATS : kind;
    }

    /** What came of it. */
    void learn(Kind tried, int octets, int compressed) {
        if (octets < SHORT) {
            return;
        }
        double share = (double) compressed / octets;
        if (tried == Kind.REPEATS && share <= NOTHING_REPEATS) {
            kind = Kind.REPEATS;
            rest = 1;
        } else if (tried == Kind.REPEATS) {
            kind = share > NOTHING_GAINED ? Kind.NONE : Kind.LETTERS;
            rest = Math.min(2 * rest, LONGEST_REST);
            untilTried = rest;
        } else if (--untilTried == 0) {
            kind = Kind.REPEATS;
        }
    }
}
