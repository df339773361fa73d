package org.postern.pop3;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The table of commands. */
final class Pop3Commands {
    static final List<CommandSpec> ALL = List.of(
            UserCommand.SPEC,
            PassCommand.SPEC,
            AuthCommand.SPEC,
            StlsCommand.SPEC,
            Utf8Command.SPEC,
            LangCommand.SPEC,
            CapaCommand.SPEC,
            QuitCommand.SPEC,
            StatCommand.SPEC,
            ListCommand.SPEC,
            UidlCommand.SPEC,
            RetrCommand.SPEC,
            TopCommand.SPEC,
            DeleCommand.SPEC,
            NoopCommand.SPEC,
            RsetCommand.SPEC);

    private static final Map<String, CommandSpec> BY_KEYWORD =
            ALL.stream().collect(Collectors.toUnmodifiableMap(CommandSpec::keyword, Function.identity()));

    private Pop3Commands() {}

    /** Keywords are of either case (RFC 1939 3). */
    static Optional<CommandSpec> named(String keyword) {
        return Optional.ofNullable(BY_KEYWORD.get(keyword.toUpperCase(Locale.ROOT)));
    }
}
