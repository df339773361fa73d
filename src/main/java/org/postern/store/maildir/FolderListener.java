package org.postern.store.maildir;

import org.postern.store.Change;

/** Hears of what is committed in a mailbox, under its lock. */
interface FolderListener {
    FolderListener NONE = new FolderListener() {
        @Override
        public void moved(FolderSize came, Occasion why) {}

        @Override
        public void changed(Change change) {}
    };

    /** Messages came or left; before that is told. */
    void moved(FolderSize came, Occasion why);

    void changed(Change change);
}
