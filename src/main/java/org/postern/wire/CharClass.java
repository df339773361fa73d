package org.postern.wire;

import java.util.function.IntPredicate;

/** A set of octets as a 256-entry table: one look-up decides whether an octet belongs to it. */
public final class CharClass {
    private final boolean[] table = new boolean[256];

    private CharClass(IntPredicate members) {
        for (int octet = 0; octet < table.length; octet++) {
            table[octet] = members.test(octet);
        }
    }

    /** Asks the predicate once for each of 0 to 255. */
    public static CharClass of(IntPredicate members) {
        return new CharClass(members);
    }

    public static CharClass of(String characters) {
        return new CharClass(octet -> characters.indexOf(octet) >= 0);
    }

    public CharClass or(CharClass other) {
        return new CharClass(octet -> table[octet] || other.table[octet]);
    }

    public CharClass minus(CharClass other) {
        return new CharClass(octet -> table[octet] && !other.table[octet]);
    }

    public boolean contains(byte octet) {
        return table[octet & 0xFF];
    }

    /** False for anything outside 0 to 255, so also for an "end" of -1. */
    public boolean contains(int octet) {
        return octet >= 0 && octet < table.length && table[octet];
    }

    /** Whether there is a first character and all belong here. */
    public boolean containsAll(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (!contains(text.charAt(i))) {
                return false;
            }
        }
        return text.length() > 0;
    }
}
