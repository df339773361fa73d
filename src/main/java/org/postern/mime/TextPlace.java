package org.postern.mime;

/** Where in a message a text stands, as far as searches tell places apart. */
public enum TextPlace {
    /** A field of the message's own header. */
    HEADER(1),
    /** Anything else that a search looks through: text, and the headers of parts and embedded messages. */
    INSIDE(2);

    private final long mark;

    TextPlace(long mark) {
        this.mark = mark;
    }

    /** A number that trigrams of this place have above their characters, not 0. */
    long mark() {
        return mark;
    }
}
