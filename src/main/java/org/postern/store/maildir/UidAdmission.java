package org.postern.store.maildir;

/**
 * Which UIDs, found in names of files not known, are this mailbox's: those between {@code from} and {@code to}, both
 * inclusive. A file with another one came from elsewhere, or back from a backup after clients were told that it is gone.
 */
record UidAdmission(long from, long to) {
    /** While a server runs it knows every UID it gave. */
    static final UidAdmission NONE = new UidAdmission(1, 0);

    boolean admits(long uid) {
        return uid >= from && uid <= to;
    }
}
