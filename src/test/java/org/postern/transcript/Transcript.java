package org.postern.transcript;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A script as it is written. */
record Transcript(
        Path file,
        Protocol protocol,
        Head head,
        List<Preloaded> mailboxes,
        List<User> users,
        List<Session> sessions,
        List<Step> steps) {

    /**
     * What holds for the whole script.
     *
     * @param settings configuration keys that the server is started with
     */
    record Head(String title, String spec, Map<String, String> settings, List<Transport> transports, List<Cut> cuts) {}

    /** Mail that is there before the conversation begins. */
    record Preloaded(String user, String mailbox, String fixture) {}

    /** An account; options as the user file knows them, such as quota. */
    record User(String name, Map<String, String> options) {}

    record Session(char letter, Protocol protocol, Optional<String> user, Optional<String> mailbox) {}

    List<Transport> transports() {
        return head.transports();
    }

    List<Cut> cuts() {
        return head.cuts();
    }

    /** {@code imap/store-silent.txt}. */
    String name() {
        return protocol.folder() + "/" + file.getFileName();
    }
}
