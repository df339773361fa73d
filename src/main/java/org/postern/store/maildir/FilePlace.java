package org.postern.store.maildir;

/** The directory of a mailbox a message lies in. */
enum FilePlace {
    /** Delivered, not yet taken up by a reader; carries no flags. */
    NEW("new"),
    CUR("cur");

    private final String directory;

    FilePlace(String directory) {
        this.directory = directory;
    }

    String directory() {
        return directory;
    }
}
