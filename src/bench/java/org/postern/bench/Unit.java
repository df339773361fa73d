package org.postern.bench;

/** What a figure counts, and which way is better. */
enum Unit {
    PER_SECOND("/s", Better.HIGHER),
    MEGABYTES_PER_SECOND("MB/s", Better.HIGHER),
    PERCENT("%", Better.HIGHER),
    MILLISECONDS("ms", Better.LOWER),
    KIBIBYTES("KiB", Better.LOWER),
    MEBIBYTES("MiB", Better.LOWER);

    private enum Better {
        HIGHER,
        LOWER
    }

    private final String symbol;
    private final Better better;

    Unit(String symbol, Better better) {
        this.symbol = symbol;
        this.better = better;
    }

    /** How many times better ours is than theirs; above 1 is better. */
    double ratio(double ours, double theirs) {
        return better == Better.HIGHER ? ours / theirs : theirs / ours;
    }

    @Override
    public String toString() {
        return symbol;
    }
}
