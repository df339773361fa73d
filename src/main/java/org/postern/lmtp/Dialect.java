package org.postern.lmtp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What distinguishes the protocols that share these commands.
 *
 * @param protocol as it stands in the greeting and, with its variants, in Received
 * @param hello how the client names itself
 */
record Dialect(String protocol, List<CommandSpec> hello) {
    /** RFC 2033. */
    static final Dialect LMTP = new Dialect("LMTP", List.of(LhloCommand.SPEC));

    private static final List<CommandSpec> COMMON = List.of(
            MailCommand.SPEC,
            RcptCommand.SPEC,
            DataCommand.SPEC,
            BdatCommand.SPEC,
            RsetCommand.SPEC,
            NoopCommand.SPEC,
            VrfyCommand.SPEC,
            HelpCommand.SPEC,
            StartTlsCommand.SPEC,
            QuitCommand.SPEC);

    /** As listeners and the audit log name it. */
    String service() {
        return protocol.toLowerCase(Locale.ROOT);
    }

    /** The "with" of a Received field: RFC 3848, with UTF8 before it as RFC 6531 4.3 registers. */
    String with(MailCommand.Charset charset, boolean tls) {
        return (charset == MailCommand.Charset.UTF8 ? "UTF8" : "") + protocol + (tls ? "S" : "");
    }

    Optional<CommandSpec> command(String verb) {
        return commands().filter(c -> c.verb().equalsIgnoreCase(verb)).findFirst();
    }

    Stream<CommandSpec> commands() {
        return Stream.concat(hello.stream(), COMMON.stream());
    }
}
