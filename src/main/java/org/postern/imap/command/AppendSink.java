package org.postern.imap.command;

import java.nio.ByteBuffer;
import org.postern.imap.codec.ImapRequest.Octets;
import org.postern.imap.command.AppendPiece.Behind;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.StoreException;

/** The literals of an APPEND or REPLACE on their way into the spool; at the end the messages go into the mailbox. */
final class AppendSink implements BodySink {
    private final AppendWork work;
    private AppendLiteral literal;

    private AppendSink(AppendWork work, AppendLiteral literal) {
        this.work = work;
        this.literal = literal;
    }

    /** Where the work is to go on. */
    @FunctionalInterface
    interface Opening {
        AppendWork open() throws StoreException, Refusal;
    }

    /** A command that is complete without any literal. */
    static Responses execute(AppendPiece all, Opening opening) throws StoreException, Refusal {
        if (all.literal().isPresent()) {
            throw missing();
        }
        try (AppendWork work = opening.open()) {
            work.run(all.steps());
            return work.place();
        }
    }

    /** A command that goes on with a literal. */
    static BodySink receive(AppendPiece first, Opening opening, long size, Octets octets)
            throws StoreException, Refusal {
        AppendLiteral literal = first.literal().orElseThrow(AppendSink::unexpected);
        AppendWork work = opening.open();
        try {
            work.run(first.steps());
            work.announce(literal, size, octets);
            return new AppendSink(work, literal);
        } catch (StoreException | Refusal | RuntimeException e) {
            work.close();
            throw e;
        }
    }

    @Override
    public void write(ByteBuffer octets) throws StoreException {
        work.write(octets);
    }

    @Override
    public void next(ImapLexer between, long size, Octets octets) throws StoreException, Refusal, ImapSyntaxException {
        AppendPiece piece = AppendPiece.after(literal, between, Behind.LITERAL);
        AppendLiteral following = piece.literal().orElseThrow(AppendSink::unexpected);
        work.run(piece.steps());
        work.announce(following, size, octets);
        literal = following;
    }

    @Override
    public Responses complete(ImapLexer rest) throws StoreException, Refusal, ImapSyntaxException {
        AppendPiece last = AppendPiece.after(literal, rest, Behind.NOTHING);
        if (last.literal().isPresent()) {
            throw missing();
        }
        work.run(last.steps());
        return work.place();
    }

    private static Refusal missing() {
        return Refusal.bad("A literal with the message is missing");
    }

    private static Refusal unexpected() {
        return Refusal.bad("No message belongs there");
    }

    @Override
    public void close() {
        work.close();
    }
}
