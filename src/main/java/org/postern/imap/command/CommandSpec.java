package org.postern.imap.command;

import java.util.EnumSet;
import java.util.Set;
import org.postern.imap.state.SessionState;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;

/**
 * What the dispatcher must know of a command: its name, where it is permitted, how it is parsed, and which pending updates
 * go with it. Built by naming what applies:
 *
 * <pre>
 *     CommandSpec.named("STORE").in(SELECTED).usesSequenceNumbers().writes().parsedWithUidForm(StoreCommand::parse)
 * </pre>
 */
public final class CommandSpec {
    /** Reads what stands behind the name of the command, up to the end, having no side effects. */
    @FunctionalInterface
    public interface Parser {
        ImapCommand parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException;
    }

    /** The parser of a command that has a UID form. */
    @FunctionalInterface
    public interface UidParser {
        ImapCommand parse(ImapLexer in, Grammar grammar, Addressing addressing) throws ImapSyntaxException;
    }

    /** Properties that change what the dispatcher does. */
    private enum Trait {
        SEQUENCE_NUMBERS,
        TELLS_EXPUNGES,
        WRITES,
        LOOKS,
        UID_FORM
    }

    private final String name;
    private final EnumSet<SessionState> states;
    private final EnumSet<Trait> traits;
    private final UidParser parser;

    private CommandSpec(Builder builder, UidParser parser) {
        this.name = builder.name;
        this.states = EnumSet.copyOf(builder.states);
        this.traits = EnumSet.copyOf(builder.traits);
        this.parser = parser;
    }

    public static Builder named(String name) {
        return new Builder(name);
    }

    /** In upper case, without "UID ". */
    public String name() {
        return name;
    }

    public Set<SessionState> states() {
        return Set.copyOf(states);
    }

    public boolean isPermittedIn(SessionState state) {
        return states.contains(state);
    }

    public boolean hasUidForm() {
        return traits.contains(Trait.UID_FORM);
    }

    /** Whether the client may use sequence numbers with this command, given in that form. */
    public boolean usesSequenceNumbers(Addressing addressing) {
        return traits.contains(Trait.SEQUENCE_NUMBERS) && addressing == Addressing.SEQUENCE;
    }

    /** Whether the selected mailbox must be open for writing. */
    public boolean writes() {
        return traits.contains(Trait.WRITES);
    }

    /** Whether the store is looked at afterwards even if no change was signalled. */
    public boolean looks() {
        return traits.contains(Trait.LOOKS) || writes();
    }

    /** Whether EXPUNGE must be withheld after this command, given by that form (RFC 9051 7.5.1). */
    public boolean withholdsExpunges(Addressing addressing) {
        return usesSequenceNumbers(addressing) && !traits.contains(Trait.TELLS_EXPUNGES);
    }

    /** Reads a command whose name, and the space behind it if any follows, is consumed; all of it or nothing. */
    public ImapCommand parse(ImapLexer in, Grammar grammar, Addressing addressing) throws ImapSyntaxException {
        ImapCommand command = parser.parse(in, grammar, addressing);
        in.expectEnd();
        return command;
    }

    @Override
    public String toString() {
        return name;
    }

    /** Collects properties. */
    public static final class Builder {
        private final String name;
        private final EnumSet<SessionState> states = EnumSet.noneOf(SessionState.class);
        private final EnumSet<Trait> traits = EnumSet.noneOf(Trait.class);

        private Builder(String name) {
            this.name = name;
        }

        /** Where the command is permitted. */
        public Builder in(SessionState... permitted) {
            states.addAll(Set.of(permitted));
            return this;
        }

        public Builder inAnyState() {
            return in(SessionState.NOT_AUTHENTICATED, SessionState.AUTHENTICATED, SessionState.SELECTED);
        }

        public Builder afterLogin() {
            return in(SessionState.AUTHENTICATED, SessionState.SELECTED);
        }

        /** No EXPUNGE may be told with the plain form of this command. */
        public Builder usesSequenceNumbers() {
            traits.add(Trait.SEQUENCE_NUMBERS);
            return this;
        }

        /** EXPUNGE is part of the answer although sequence numbers are used (MOVE). */
        public Builder tellsExpunges() {
            traits.add(Trait.TELLS_EXPUNGES);
            return this;
        }

        /** Changes the selected mailbox, so it must not be read-only. */
        public Builder writes() {
            traits.add(Trait.WRITES);
            return this;
        }

        /** The client wants to hear what is new (NOOP), or has perhaps changed the selected mailbox without naming it (APPEND). */
        public Builder looks() {
            traits.add(Trait.LOOKS);
            return this;
        }

        public CommandSpec parsedBy(Parser parser) {
            return new CommandSpec(this, (in, grammar, addressing) -> parser.parse(in, grammar));
        }

        /** Also as UID command. */
        public CommandSpec parsedWithUidForm(UidParser parser) {
            traits.add(Trait.UID_FORM);
            return new CommandSpec(this, parser);
        }
    }
}
