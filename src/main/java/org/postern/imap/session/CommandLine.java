package org.postern.imap.session;

import org.postern.imap.codec.CommandText;
import org.postern.imap.command.CommandSpec;
import org.postern.imap.command.Grammar;
import org.postern.imap.command.ImapCommand;
import org.postern.imap.response.Completion;
import org.postern.imap.response.Refusal;
import org.postern.imap.state.SessionState;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;

/** A command as received: first its tag is read, then, if that is there, the rest. */
final class CommandLine {
    /** What answers are tagged with when no tag could be read. */
    static final String NO_TAG = "*";

    private final ImapLexer in;
    private final String tag;

    /** A command that the grammar knows and the state permits. */
    record Parsed(CommandSpec spec, Addressing addressing, ImapCommand command) {}

    CommandLine(CommandText text) {
        this.in = new ImapLexer(text);
        this.tag = readTag(in);
    }

    private static String readTag(ImapLexer in) {
        try {
            String tag = in.tag();
            if (!in.atEnd()) {
                in.space();
            }
            return tag;
        } catch (ImapSyntaxException e) {
            return NO_TAG;
        }
    }

    String tag() {
        return tag;
    }

    /**
     * Reads the command.
     *
     * @throws Refusal BAD with the place of the error, when it is wrong, unknown or not permitted now
     */
    Parsed parse(Grammar grammar, SessionState state) throws Refusal {
        if (tag.equals(NO_TAG)) {
            throw Refusal.bad("Tag and command expected");
        }
        try {
            String name = in.word();
            Addressing addressing = Addressing.SEQUENCE;
            if (name.equals("UID")) {
                addressing = Addressing.UID;
                in.space();
                name = in.word();
            }
            CommandSpec spec = find(grammar, name, addressing);
            if (!spec.isPermittedIn(state)) {
                throw Refusal.bad(name + " is not permitted in this state");
            }
            in.tryConsume(' ');
            return new Parsed(spec, addressing, spec.parse(in, grammar, addressing));
        } catch (ImapSyntaxException e) {
            throw new Refusal(answer(e));
        }
    }

    private static CommandSpec find(Grammar grammar, String name, Addressing addressing) throws Refusal {
        return grammar.command(name)
                .filter(spec -> addressing == Addressing.SEQUENCE || spec.hasUidForm())
                .orElseThrow(() -> Refusal.bad("Unknown command"));
    }

    /** BAD with the place, counted from 1. */
    static Completion answer(ImapSyntaxException e) {
        return Completion.bad("Error in IMAP command at octet " + (e.position() + 1) + ": " + e.getMessage());
    }
}
