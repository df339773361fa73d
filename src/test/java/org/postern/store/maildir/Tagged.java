package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

/** Messages that say a tag in every line; a third of them are too large to be kept together. */
final class Tagged {
    private static final int LINES_OF_LARGE = 1000;

    private Tagged() {}

    static String text(String tag) {
        boolean large = Math.floorMod(tag.hashCode(), 3) == 0;
        return (tag + "\r\n").repeat(large ? LINES_OF_LARGE : 1);
    }

    /** Of a message that is as it was made. */
    static String tag(String text) {
        String tag = text.substring(0, text.indexOf('\r'));
        assertThat(text).isEqualTo(text(tag));
        return tag;
    }
}
