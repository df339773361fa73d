package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

/** Messages that say a tag in every line; a third of them are too large to be kept together, half of those have a dot more. */
final class Tagged {
    private static final int OCTETS_OF_LARGE = SmallMessages.LONG;

    private Tagged() {}

    static String text(String tag) {
        String line = tag + "\r\n";
        return switch (Math.floorMod(tag.hashCode(), 6)) {
            case 0 -> line.repeat(1 + OCTETS_OF_LARGE / line.length());
            case 3 -> line.repeat(1 + OCTETS_OF_LARGE / line.length()) + ".\r\n";
            default -> line;
        };
    }

    /** Of a message that is as it was made. */
    static String tag(String text) {
        String tag = text.substring(0, text.indexOf('\r'));
        assertThat(text).isEqualTo(text(tag));
        return tag;
    }
}
