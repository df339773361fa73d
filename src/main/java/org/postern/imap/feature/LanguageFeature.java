package org.postern.imap.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postern.imap.command.CommandSpec;
import org.postern.imap.command.Grammar;
import org.postern.imap.command.ImapCommand;
import org.postern.imap.command.NamespaceLine;
import org.postern.imap.response.Language;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.SessionState;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;

/** LANGUAGE (RFC 5255 3): what the server says to people in another language; the dispatcher translates. */
final class LanguageFeature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of("LANGUAGE");
    }

    @Override
    public List<CommandSpec> commands() {
        return List.of(LanguageCommand.SPEC);
    }

    /**
     * The command.
     *
     * @param ranges what the client would like best first; empty to ask what there is
     */
    record LanguageCommand(List<String> ranges) implements ImapCommand {
        static final CommandSpec SPEC =
                CommandSpec.named("LANGUAGE").inAnyState().parsedBy(LanguageCommand::parse);

        static LanguageCommand parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
            List<String> ranges = new ArrayList<>();
            if (!in.atEnd()) {
                do {
                    ranges.add(in.astring());
                } while (in.tryConsume(' '));
            }
            return new LanguageCommand(ranges);
        }

        @Override
        public Responses execute(ImapContext ctx) {
            if (ranges.isEmpty()) {
                String all = Stream.of(Language.values()).map(Language::tag).collect(Collectors.joining(" "));
                return Responses.of(Untagged.line("LANGUAGE (" + all + ")")).ok("Languages are listed");
            }
            Optional<Language> chosen = ranges.stream()
                    .map(Language::matching)
                    .flatMap(Optional::stream)
                    .findFirst();
            if (chosen.isEmpty()) {
                return Responses.no("No such language is spoken here");
            }
            ctx.speak(chosen.get());
            List<Untagged> lines = new ArrayList<>();
            lines.add(Untagged.line("LANGUAGE (" + chosen.get().tag() + ")"));
            if (ctx.state() != SessionState.NOT_AUTHENTICATED) {
                lines.add(NamespaceLine.in(chosen.get()));
            }
            return Responses.of(lines).ok("Language is changed");
        }
    }
}
