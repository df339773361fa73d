package org.postern.lmtp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What distinguishes the protocols that share these commands.
 *
 * @param protocol as it stands in Received after HELO
 * @param extended the same after a hello that asks for extensions, and in the greeting
 * @param hello how the client names itself, or whom it speaks for
 */
record Dialect(String protocol, String extended, List<CommandSpec> hello, Answering answering) {
    /** RFC 2033. */
    static final Dialect LMTP =
            new Dialect("LMTP", "LMTP", List.of(LhloCommand.SPEC, XclientCommand.SPEC), Answering.EACH_RECIPIENT);

    /** RFC 5321, for recipients of this server only: nothing is ever relayed. */
    static final Dialect SMTP =
            new Dialect("SMTP", "ESMTP", List.of(EhloCommand.SPEC, HeloCommand.SPEC), Answering.ONCE);

    /** How many replies the end of a message has. */
    enum Answering {
        EACH_RECIPIENT,
        /** One for all, and a body that others might take for two is refused: strangers send it. */
        ONCE
    }

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

    /** The "with" of a Received field: RFC 3848, or what RFC 6531 4.3 registers. */
    String with(Hello.Form form, MailCommand.Charset charset, boolean tls) {
        if (charset == MailCommand.Charset.UTF8) {
            return "UTF8" + protocol + (tls ? "S" : "");
        }
        return form == Hello.Form.BASIC ? protocol : extended + (tls ? "S" : "");
    }

    Optional<CommandSpec> command(String verb) {
        return commands().filter(c -> c.verb().equalsIgnoreCase(verb)).findFirst();
    }

    Stream<CommandSpec> commands() {
        return Stream.concat(hello.stream(), COMMON.stream());
    }
}
