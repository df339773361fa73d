package org.postern.store.maildir;

import java.nio.file.Path;

/** Where a message lies within its mailbox. */
record MessageFile(FilePlace place, String name) {
    Path in(Path folder) {
        return folder.resolve(place.directory()).resolve(name);
    }

    /** The same message with these flag letters, which only cur/ carries. */
    MessageFile withLetters(String letters) {
        return new MessageFile(FilePlace.CUR, MessageFileName.withLetters(name, letters));
    }

    /** The name without flag letters. */
    String base() {
        return name.substring(0, MessageFileName.infoAt(name));
    }

    /** Flag letters; empty in new/ and where the ending is missing. */
    String letters() {
        int at = MessageFileName.infoAt(name) + 3;
        return at > name.length() ? "" : name.substring(at);
    }
}
