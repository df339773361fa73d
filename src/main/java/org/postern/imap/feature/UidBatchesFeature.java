package org.postern.imap.feature;

import static org.postern.imap.state.SessionState.SELECTED;

import java.util.List;
import java.util.Optional;
import org.postern.imap.command.CommandSpec;
import org.postern.imap.command.Grammar;
import org.postern.imap.command.ImapCommand;
import org.postern.imap.response.Code;
import org.postern.imap.response.Completion;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.state.ImapContext;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;

/** UIDBATCHES (RFC 10022): the mailbox in UID ranges of equal numbers of messages. */
final class UidBatchesFeature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of("UIDBATCHES");
    }

    @Override
    public List<CommandSpec> commands() {
        return List.of(UidBatches.SPEC);
    }

    /** Which batches are wanted; the first has the highest UIDs. */
    record Wanted(long from, long to) {
        static final Wanted ALL = new Wanted(1, Long.MAX_VALUE);

        long count() {
            return to - from + 1;
        }
    }

    /**
     * The command. That a client asks again is not refused (RFC 10022 3.1.1 would have it so where it costs much): here
     * a batch costs the look-up of one row.
     */
    record UidBatches(long size, Optional<Wanted> wanted) implements ImapCommand {
        static final CommandSpec SPEC =
                CommandSpec.named("UIDBATCHES").in(SELECTED).parsedBy(UidBatches::parse);

        /** RFC 10022 3.1.3.2. */
        private static final long LEAST_SIZE = 500;

        /** RFC 10022 3.1.5: no more messages in a range of batches. */
        private static final long MOST_MESSAGES = 100_000;

        static UidBatches parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
            long size = in.nzNumber();
            if (!in.tryConsume(' ')) {
                return new UidBatches(size, Optional.empty());
            }
            long from = in.nzNumber();
            in.expect(':');
            return new UidBatches(size, Optional.of(new Wanted(from, in.nzNumber())));
        }

        @Override
        public Responses execute(ImapContext ctx) throws Refusal {
            if (wanted.isPresent() && wanted.get().count() < 1) {
                throw new Refusal(Completion.bad(Code.CLIENTBUG, "Batches are named from the first to the last"));
            }
            if (size < LEAST_SIZE) {
                throw Refusal.no(Code.TOOFEW, "Minimum batch size is " + LEAST_SIZE);
            }
            if (wanted.isPresent() && wanted.get().count() > MOST_MESSAGES / size) {
                throw Refusal.no(Code.TOOMANY, "Batches of no more than " + MOST_MESSAGES + " messages at a time");
            }
            return Responses.of(new UidBatchesLine(ctx.selected().view(), size, wanted.orElse(Wanted.ALL), ctx.tag()))
                    .ok("Uidbatches completed");
        }
    }
}
