package org.postern.imap.feature;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.postern.imap.command.CommandSpec;
import org.postern.imap.command.Grammar;
import org.postern.imap.command.ImapCommand;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.state.ImapContext;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;

/** ID (RFC 2971): the client says what it is, the server too. */
final class IdFeature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of("ID");
    }

    @Override
    public List<CommandSpec> commands() {
        return List.of(Id.SPEC);
    }

    /** The command; NIL fields are left out. */
    record Id(Map<String, String> fields) implements ImapCommand {
        static final CommandSpec SPEC = CommandSpec.named("ID").inAnyState().parsedBy(Id::parse);

        /** RFC 2971 3.3. */
        private static final int MAX_FIELDS = 30;

        static Id parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
            Map<String, String> fields = new LinkedHashMap<>();
            if (!in.tryWord("NIL")) {
                in.listOrEmpty(item -> field(item, fields));
            }
            return new Id(fields);
        }

        private static String field(ImapLexer in, Map<String, String> fields) throws ImapSyntaxException {
            String name = in.string().toLowerCase(Locale.ROOT);
            in.space();
            Optional<String> value = in.nstring();
            if (fields.size() == MAX_FIELDS) {
                throw in.error("more than " + MAX_FIELDS + " fields");
            }
            value.ifPresent(text -> fields.putIfAbsent(name, text));
            return name;
        }

        @Override
        public Responses execute(ImapContext ctx) {
            if (!fields.isEmpty()) {
                ctx.events().clientIdentified(fields);
            }
            return Responses.of(Untagged.line("ID (\"name\" \"Postern\"" + version() + ")"))
                    .ok("Id completed");
        }

        private static String version() {
            return Optional.ofNullable(IdFeature.class.getPackage().getImplementationVersion())
                    .map(v -> " \"version\" \"" + v + "\"")
                    .orElse("");
        }
    }
}
