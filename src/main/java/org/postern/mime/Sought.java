package org.postern.mime;

import java.io.IOException;
import java.io.Reader;

/** What is looked for in texts. */
public interface Sought {
    /** Whether every text contains it. */
    boolean isEmpty();

    boolean isIn(CharSequence text);

    /** Reads until it is found or the text ends, with memory for a buffer. */
    boolean isIn(Reader text) throws IOException;
}
