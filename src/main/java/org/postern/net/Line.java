package org.postern.net;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** One line as a client sent it, without its end. */
public sealed interface Line {
    /** A line within the limit; may hold any octet but its own end. */
    final class Text implements Line {
        private final byte[] octets;

        /** Takes the array over. */
        public Text(byte[] octets) {
            this.octets = octets;
        }

        public int length() {
            return octets.length;
        }

        /** 0 to 255. */
        public int octet(int index) {
            return octets[index] & 0xFF;
        }

        /** A copy. */
        public byte[] octets() {
            return octets.clone();
        }

        public String text(Charset charset) {
            return new String(octets, charset);
        }

        /** Each octet as the character of the same number, so nothing is lost. */
        public String latin1() {
            return text(StandardCharsets.ISO_8859_1);
        }

        /** With what is not printable ASCII replaced by "?": safe in a log. */
        @Override
        public String toString() {
            return latin1().replaceAll("[^ -~]", "?");
        }
    }

    /** A line above the limit; its octets are skipped to its end. */
    record TooLong() implements Line {}
}
