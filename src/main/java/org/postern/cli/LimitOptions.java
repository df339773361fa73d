package org.postern.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options for a user's limits beside that of storage. */
final class LimitOptions {
    @Option(names = "--messages", paramLabel = "N", description = "The most messages, or unlimited.")
    private Optional<String> messages = Optional.empty();

    @Option(names = "--folders", paramLabel = "N", description = "The most folders, INBOX included, or unlimited.")
    private Optional<String> folders = Optional.empty();

    @Option(names = "--folder-messages", paramLabel = "N", description = "The most messages of a folder, or unlimited.")
    private Optional<String> folderMessages = Optional.empty();

    @Option(names = "--message-size", paramLabel = "SIZE", description = "The largest message, or unlimited.")
    private Optional<String> messageSize = Optional.empty();

    /** Those options and others. */
    Map<String, Optional<String>> and(Map<String, Optional<String>> others) {
        Map<String, Optional<String>> all = new HashMap<>(others);
        all.put("messages", messages);
        all.put("folders", folders);
        all.put("folder-messages", folderMessages);
        all.put("message-size", messageSize);
        return all;
    }
}
