package org.postern.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options for limits and rules of a user beside the limit of storage; of these a domain has rules and grace. */
final class LimitOptions {
    @Option(names = "--messages", paramLabel = "N", description = "The most messages, or unlimited, or default.")
    private Optional<String> messages = Optional.empty();

    @Option(
            names = "--folders",
            paramLabel = "N",
            description = "The most folders, INBOX included, or unlimited, or default.")
    private Optional<String> folders = Optional.empty();

    @Option(
            names = "--folder-messages",
            paramLabel = "N",
            description = "The most messages of a folder, or unlimited, or default.")
    private Optional<String> folderMessages = Optional.empty();

    @Option(
            names = "--message-size",
            paramLabel = "SIZE",
            description = "The largest message, or unlimited, or default.")
    private Optional<String> messageSize = Optional.empty();

    @Option(
            names = "--rules",
            paramLabel = "RULES",
            description = "How folders count, like Trash:+10%%,Junk:ignored; default: as for all.")
    private Optional<String> rules = Optional.empty();

    @Option(
            names = "--grace",
            paramLabel = "SHARE",
            description = "How far one delivered message may cross the limit, like 10%% or 5M; default: as for all.")
    private Optional<String> grace = Optional.empty();

    /** Those options and others. */
    Map<String, Optional<String>> and(Map<String, Optional<String>> others) {
        Map<String, Optional<String>> all = new HashMap<>(others);
        all.put("messages", messages);
        all.put("folders", folders);
        all.put("folder-messages", folderMessages);
        all.put("message-size", messageSize);
        all.put("quota-rules", rules);
        all.put("quota-grace", grace);
        return all;
    }
}
