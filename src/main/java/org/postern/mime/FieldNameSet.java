package org.postern.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Collection;
import java.util.Locale;

/** Names of header fields, which compare in any case, looked up without making strings. Immutable. */
public final class FieldNameSet {
    /** In lower case. */
    private final byte[][] names;

    private FieldNameSet(byte[][] names) {
        this.names = names;
    }

    public static FieldNameSet of(Collection<String> names) {
        return new FieldNameSet(names.stream()
                .map(name -> name.toLowerCase(Locale.ROOT).getBytes(ISO_8859_1))
                .toArray(byte[][]::new));
    }

    /** Whether one of them is all of these octets. */
    boolean contains(byte[] octets, int from, int to) {
        for (byte[] name : names) {
            if (name.length == to - from && matches(name, octets, from)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(byte[] name, byte[] octets, int from) {
        for (int i = 0; i < name.length; i++) {
            if (name[i] != HeaderBlock.lower(octets[from + i])) {
                return false;
            }
        }
        return true;
    }
}
