package org.postern.imap.command;

import java.util.List;
import java.util.Optional;
import org.postern.imap.response.Untagged;
import org.postern.imap.response.UntaggedSeries;
import org.postern.imap.state.MailboxView;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.state.Telling;
import org.postern.imap.state.UpdateLines;
import org.postern.imap.state.VanishedLine;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.syntax.MessageSet;
import org.postern.imap.syntax.ModSeqSyntax;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.Delta;
import org.postern.store.ModSeq;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/**
 * What a client knows of a mailbox from before (the QRESYNC parameter of SELECT, RFC 7162 3.2.5), and what it is told for
 * it.
 *
 * @param uids those it knows; empty: all
 */
record Resync(long uidValidity, ModSeq since, Optional<MessageSet> uids, Optional<Match> match) {
    private static final Telling TELLING = new Telling(Addressing.UID, Telling.Form.VANISHED);

    /** Sequence numbers and the UIDs they had, both rising (RFC 7162 3.2.5.2). */
    record Match(MessageSet sequences, MessageSet uids) {
        /** The highest UID of a pair that still holds: of what was expunged below, the client knows. */
        long known(MailboxView view) {
            Numbers sequence = new Numbers(sequences);
            Numbers uid = new Numbers(uids);
            long known = 0;
            while (sequence.next() && uid.next() && sequence.at() <= view.size()) {
                if (view.uid((int) sequence.at()) == uid.at()) {
                    known = uid.at();
                }
            }
            return known;
        }
    }

    /** The numbers of a set as they stand there. */
    private static final class Numbers {
        private final List<MessageSet.Range> ranges;
        private int range;
        private long at;

        Numbers(MessageSet set) {
            this.ranges = set.ranges();
        }

        boolean next() {
            if (range < ranges.size() && at >= ranges.get(range).last()) {
                range++;
                at = 0;
            }
            if (range == ranges.size()) {
                return false;
            }
            at = at == 0 ? ranges.get(range).first() : at + 1;
            return true;
        }

        long at() {
            return at;
        }
    }

    /** Reads {@code "(" uidvalidity SP mod-sequence [SP known-uids] [SP "(" sequences SP uids ")"] ")"}. */
    static Resync parse(ImapLexer in) throws ImapSyntaxException {
        in.open();
        long validity = in.nzNumber();
        in.space();
        ModSeq since = ModSeqSyntax.parse(in);
        Optional<MessageSet> uids = Optional.empty();
        Optional<Match> match = Optional.empty();
        boolean more = in.tryConsume(' ');
        if (more && in.peek() != '(') {
            uids = Optional.of(knownSet(in));
            more = in.tryConsume(' ');
        }
        if (more) {
            match = Optional.of(match(in));
        }
        in.close();
        return new Resync(validity, since, uids, match);
    }

    private static Match match(ImapLexer in) throws ImapSyntaxException {
        in.open();
        MessageSet sequences = knownSet(in);
        in.space();
        MessageSet uids = knownSet(in);
        in.close();
        return new Match(sequences, uids);
    }

    /** RFC 7162 7: no "*" and no "$"; ranges rise, or nothing would be known of what lies between. */
    private static MessageSet knownSet(ImapLexer in) throws ImapSyntaxException {
        int from = in.position();
        MessageSet set = MessageSet.parse(in);
        boolean numbers = !set.isSaved()
                && set.ranges().stream().noneMatch(range -> range.hasStar() || range.first() > range.last());
        if (!numbers) {
            throw new ImapSyntaxException(from, "rising numbers expected");
        }
        return set;
    }

    /** What has happened since; nothing when UIDs are not what they were. */
    UntaggedSeries lines(SelectedMailbox selected) throws StoreException {
        MailboxView view = selected.view();
        if (view.snapshot().info().uidValidity() != uidValidity) {
            return UntaggedSeries.none();
        }
        UidSet known = uids.map(view::named).orElse(UidSet.ALL);
        long told = match.map(m -> m.known(view)).orElse(0L);
        UidSet below = told == 0 ? UidSet.NONE : UidSet.range(1, told);
        Delta delta = selected.mailbox().since(since);
        UidSet changed = delta.changed().and(known).and(view.all());
        return UntaggedSeries.of(vanished(view, delta, known.minus(below)))
                .then(UntaggedSeries.each(changed, uid -> UpdateLines.flags(view, uid, TELLING)));
    }

    /** The UIDs of a set that are gone since, and of which the client does not count one any more. */
    static List<Untagged> vanished(SelectedMailbox selected, UidSet of, ModSeq since) throws StoreException {
        return vanished(selected.view(), selected.mailbox().since(since), of);
    }

    private static List<Untagged> vanished(MailboxView view, Delta delta, UidSet of) {
        UidSet gone = delta.vanished().and(of).minus(view.all());
        return gone.isEmpty() ? List.of() : List.of(new VanishedLine(VanishedLine.When.EARLIER, gone));
    }
}
