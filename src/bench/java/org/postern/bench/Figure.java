package org.postern.bench;

/**
 * A row of the table.
 *
 * @param target how many times better than Dovecot's Maildir it has to be; 0: not to be compared, nor in the median
 */
record Figure(String name, Unit unit, double target) {
    Figure(String name, Unit unit) {
        this(name, unit, 1);
    }
}
