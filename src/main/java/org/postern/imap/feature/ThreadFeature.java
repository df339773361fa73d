package org.postern.imap.feature;

import java.util.List;
import org.postern.imap.command.CommandSpec;

/** THREAD (RFC 5256), and the algorithm of draft-ietf-morg-inthread. */
final class ThreadFeature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of("THREAD=ORDEREDSUBJECT", "THREAD=REFERENCES", "THREAD=REFS");
    }

    @Override
    public List<CommandSpec> commands() {
        return List.of(ThreadCommand.SPEC);
    }
}
