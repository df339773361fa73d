package org.postern.store.maildir;

import java.util.Arrays;

/** Places in one {@link CacheFile} by slot of a {@link FileTable}, 0: none. Takes no memory before there is one. */
final class PlaceColumn {
    private long[] places = new long[0];
    private long octets;

    long at(int slot) {
        return slot < places.length ? places[slot] : 0;
    }

    void set(int slot, long place) {
        if (slot >= places.length) {
            if (place == 0) {
                return;
            }
            places = Arrays.copyOf(places, Math.max(slot + 1, Math.max(16, places.length * 2)));
        }
        octets += CachePlace.length(place) - CachePlace.length(places[slot]);
        places[slot] = place;
    }

    /** Nothing stands any more where it stood. */
    void lose(int slot) {
        if (at(slot) != 0) {
            set(slot, CachePlace.LOST);
        }
    }

    /** Octets of the file that messages have. */
    long octets() {
        return octets;
    }

    /** Whether there has been a place. */
    boolean isUsed() {
        return places.length > 0;
    }

    /** What stands at one slot stands at a lower one from now on. */
    void move(int from, int to) {
        if (to < places.length) {
            places[to] = at(from);
        }
    }

    /** Of slots that are used no more; what stood there was moved. */
    void cut(int slots) {
        if (slots < places.length) {
            Arrays.fill(places, slots, places.length, 0);
        }
    }
}
