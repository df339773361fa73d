package org.postern.store.maildir;

import java.util.OptionalLong;

/**
 * The name of a message file: {@code <base>,S=<octets>,W=<octets with CRLF>,U=<uid>:2,<letters>}. S and W as Dovecot and
 * Courier use them, U as isync does; any may be missing in a file from elsewhere, and fields we do not know stay in the base.
 *
 * @param letters flags after ":2,", sorted; empty also when there is no such ending, as in new/
 */
record MessageFileName(String base, OptionalLong stored, OptionalLong wire, OptionalLong uid, String letters) {
    private static final String INFO = ":2,";

    static MessageFileName parse(String name) {
        int info = infoAt(name);
        String letters = name.startsWith(INFO, info) ? name.substring(info + INFO.length()) : "";
        String base = name.substring(0, info);
        OptionalLong stored = OptionalLong.empty();
        OptionalLong wire = OptionalLong.empty();
        OptionalLong uid = OptionalLong.empty();
        for (int comma = base.lastIndexOf(','); comma > 0; comma = base.lastIndexOf(',')) {
            OptionalLong number = number(base, comma + 3, base.length());
            boolean field = number.isPresent() && base.charAt(comma + 2) == '=';
            char key = field ? base.charAt(comma + 1) : 0;
            if (key == 'S' && stored.isEmpty()) {
                stored = number;
            } else if (key == 'W' && wire.isEmpty()) {
                wire = number;
            } else if (key == 'U' && uid.isEmpty()) {
                uid = number;
            } else {
                break;
            }
            base = base.substring(0, comma);
        }
        return new MessageFileName(base, stored, wire, uid, letters);
    }

    /** The UID a name carries, or 0: what {@link #parse} would find, cheaply. */
    static long uidIn(String name) {
        int end = infoAt(name);
        int at = name.lastIndexOf(",U=", end);
        return at <= 0
                ? 0
                : number(name, at + 3, endOfDigits(name, at + 3, end)).orElse(0);
    }

    /** Where the ending of flags begins, or the name's length. */
    static int infoAt(String name) {
        int colon = name.lastIndexOf(':');
        return colon < 0 ? name.length() : colon;
    }

    /** The same message in cur/ with these flag letters. */
    static String withLetters(String name, String letters) {
        return name.substring(0, infoAt(name)) + INFO + letters;
    }

    /** The name a message of these sizes gets with its UID. */
    String withUid(long newUid, long newStored, long newWire, FilePlace place) {
        String all = base + ",S=" + newStored + ",W=" + newWire + ",U=" + newUid;
        return place == FilePlace.CUR ? all + INFO + letters : all;
    }

    private static int endOfDigits(String text, int from, int end) {
        int at = from;
        while (at < end && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    private static OptionalLong number(String text, int from, int to) {
        if (from >= to || to - from > 18) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return OptionalLong.empty();
            }
            value = value * 10 + digit;
        }
        return OptionalLong.of(value);
    }
}
