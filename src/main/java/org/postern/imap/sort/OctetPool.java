package org.postern.imap.sort;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Gives each different text a number, 0 for the first, and tells afterwards in which order the texts are. Holds each text
 * once, as UTF-8, so it costs little more than their octets. Of a text longer than {@link #LONGEST} octets the rest counts
 * only in telling it from others.
 */
final class OctetPool {
    /** Octets of a text that are kept and give its order. */
    static final int LONGEST = 256;

    private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

    private final long seed;
    private byte[] octets = new byte[1024];
    /** Where each text begins, and behind the last one where it ends. */
    private int[] starts = new int[64];

    private int count;
    /** Numbers plus one, 0 where a slot is free. */
    private int[] table = new int[128];

    private long[] hashes = new long[64];
    /** Numbers in the order of their texts, of so many as were there when that was last asked for. */
    private int[] order = {};

    private int[] ranks = {};

    /** @param seed what nobody who writes messages can guess */
    OctetPool(long seed) {
        this.seed = seed;
    }

    int size() {
        return count;
    }

    /** The number of a text; a new one when it was not seen before. */
    int add(String text) {
        byte[] form = text.getBytes(StandardCharsets.UTF_8);
        long hash = hash(form);
        int slot = slotOf(form, hash);
        if (table[slot] > 0) {
            return table[slot] - 1;
        }
        table[slot] = count + 1;
        append(form, hash);
        if (count * 2 > table.length) {
            grow();
        }
        return count - 1;
    }

    /** The number of a text, -1 when it was never added. */
    int find(String text) {
        byte[] form = text.getBytes(StandardCharsets.UTF_8);
        return table[slotOf(form, hash(form))] - 1;
    }

    private int slotOf(byte[] form, long hash) {
        int slot = (int) hash & table.length - 1;
        while (table[slot] > 0 && !is(table[slot] - 1, form, hash)) {
            slot = slot + 1 & table.length - 1;
        }
        return slot;
    }

    /** Longer texts are the same when their hashes are: these are 64 bits with a secret seed. */
    private boolean is(int number, byte[] form, long hash) {
        int kept = Math.min(form.length, LONGEST);
        return hashes[number] == hash && Arrays.equals(octets, starts[number], starts[number + 1], form, 0, kept);
    }

    private void append(byte[] form, long hash) {
        int kept = Math.min(form.length, LONGEST);
        int start = starts[count];
        if (octets.length - start < kept) {
            octets = Arrays.copyOf(octets, Math.addExact(octets.length, Math.max(octets.length / 2, kept)));
        }
        if (count + 1 == starts.length) {
            starts = Arrays.copyOf(starts, count * 2 + 2);
            hashes = Arrays.copyOf(hashes, starts.length);
        }
        System.arraycopy(form, 0, octets, start, kept);
        hashes[count] = hash;
        starts[++count] = start + kept;
    }

    private void grow() {
        table = new int[table.length * 2];
        for (int number = 0; number < count; number++) {
            int slot = (int) hashes[number] & table.length - 1;
            while (table[slot] > 0) {
                slot = slot + 1 & table.length - 1;
            }
            table[slot] = number + 1;
        }
    }

    private long hash(byte[] form) {
        ByteBuffer in = ByteBuffer.wrap(form).order(ByteOrder.LITTLE_ENDIAN);
        long hash = mix(seed ^ form.length);
        while (in.remaining() >= Long.BYTES) {
            hash = mix(hash ^ in.getLong());
        }
        long rest = 0;
        while (in.hasRemaining()) {
            rest = rest << Byte.SIZE | (in.get() & 0xFF);
        }
        return mix(hash ^ rest);
    }

    private static long mix(long value) {
        long product = value * MULTIPLIER;
        return (product ^ Math.multiplyHigh(value, MULTIPLIER) ^ value >>> 32) * MULTIPLIER ^ product >>> 29;
    }

    /**
     * The place of each number in the order of the texts' octets (i;octet of their forms), 0 for the first. Not to be changed;
     * costs little when few texts have come since it was last asked for.
     */
    int[] ranks() {
        int known = order.length;
        if (known < count) {
            int[] all = Arrays.copyOf(order, count);
            for (int number = known; number < count; number++) {
                all[number] = number;
            }
            order = MergeSort.sorted(all, this::compare);
            ranks = new int[count];
            for (int i = 0; i < count; i++) {
                ranks[order[i]] = i;
            }
        }
        return ranks;
    }

    /** Memory that it takes, about. */
    long octets() {
        long numbers = (long) starts.length + table.length + order.length + ranks.length;
        return octets.length + Integer.BYTES * numbers + (long) Long.BYTES * hashes.length;
    }

    private int compare(int a, int b) {
        int order = Arrays.compareUnsigned(octets, starts[a], starts[a + 1], octets, starts[b], starts[b + 1]);
        return order != 0 ? order : Long.compare(hashes[a], hashes[b]);
    }
}
