package org.postern.cli;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a user's mail goes. */
final class ForwardingOptions {
    @Option(
            names = "--forward",
            paramLabel = "ADDRESS,…",
            description = "Where mail goes instead of the mailbox; none: nowhere.")
    private Optional<String> forward = Optional.empty();

    @Option(names = "--forward-keep", paramLabel = "yes|no", description = "Whether the mailbox gets it too.")
    private Optional<String> keep = Optional.empty();

    Map<String, Optional<String>> given() {
        return Map.of("forward", forward, "forward-keep", keep);
    }
}
