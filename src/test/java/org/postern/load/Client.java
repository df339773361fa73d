package org.postern.load;

import java.io.IOException;

/** Something that connects and then does one thing after another until time is over. */
interface Client extends AutoCloseable {
    void step() throws Exception;

    @Override
    void close() throws IOException;
}
