package org.postern.delivery;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The octets of a message on its way out, which need not fit into the heap. */
public interface Content {
    long size();

    /** From the first octet on; the caller closes it. */
    InputStream open() throws IOException;

    /** Of octets that are not changed afterwards. */
    static Content of(byte[] octets) {
        return new Content() {
            @Override
            public long size() {
                return octets.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(octets);
            }
        };
    }
}
