package org.postern.imap.wire;

import org.postern.wire.CharClass;

/** The character classes of RFC 9051 9. */
public final class ImapChars {
    private static final CharClass ATOM_SPECIALS =
            CharClass.of("(){%*\"\\]").or(CharClass.of(c -> c <= ' ' || c >= 0x7F));

    /** ATOM-CHAR: printable ASCII that never needs quoting. */
    public static final CharClass ATOM = CharClass.of(c -> true).minus(ATOM_SPECIALS);

    /** ASTRING-CHAR: atoms and "]". */
    public static final CharClass ASTRING = ATOM.or(CharClass.of("]"));

    /** What {@code tag} is made of: ASTRING-CHAR without "+". */
    public static final CharClass TAG = ASTRING.minus(CharClass.of("+"));

    /** list-char: what a LIST pattern may hold without quotes. */
    public static final CharClass LIST = ASTRING.or(CharClass.of("%*"));

    public static final CharClass DIGIT = CharClass.of("0123456789");

    private ImapChars() {}
}
