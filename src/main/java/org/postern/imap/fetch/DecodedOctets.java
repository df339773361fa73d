package org.postern.imap.fetch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.postern.store.StoreException;

/**
 * Octets that a decoder gives, read once to know what they are and once more to send them.
 *
 * @param form whether they hold NUL, which only a literal8 may
 */
record DecodedOctets(Opening opening, long size, Form form) {
    static final DecodedOctets NONE = new DecodedOctets(() -> new ByteArrayInputStream(new byte[0]), 0, Form.LITERAL);

    enum Form {
        LITERAL,
        LITERAL8
    }

    /** Opens the decoder at the beginning. */
    @FunctionalInterface
    interface Opening {
        InputStream open() throws IOException, StoreException;
    }

    static DecodedOctets of(Opening opening) throws IOException, StoreException {
        long size = 0;
        Form form = Form.LITERAL;
        byte[] buffer = new byte[8192];
        try (InputStream in = opening.open()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                size += count;
                for (int i = 0; i < count && form == Form.LITERAL; i++) {
                    form = buffer[i] == 0 ? Form.LITERAL8 : form;
                }
            }
        }
        return new DecodedOctets(opening, size, form);
    }
}
