package org.postern.imap.search;

/**
 * Which of the matches must be known.
 *
 * @param first how many from the beginning
 * @param last how many from the end
 */
record Wanted(long first, long last) {
    static final Wanted EVERY = new Wanted(Long.MAX_VALUE, 0);
}
