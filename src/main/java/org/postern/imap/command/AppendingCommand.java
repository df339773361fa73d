package org.postern.imap.command;

import org.postern.imap.codec.ImapRequest.Octets;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.state.ImapContext;
import org.postern.store.StoreException;

/** A command that brings messages; it begins with its first piece, be that a literal or a URL. */
interface AppendingCommand extends ImapCommand {
    AppendPiece first();

    /** Opens what the messages go to. */
    AppendWork open(ImapContext ctx) throws StoreException, Refusal;

    @Override
    default Responses execute(ImapContext ctx) throws StoreException, Refusal {
        return AppendSink.execute(first(), () -> open(ctx));
    }

    @Override
    default BodySink receive(ImapContext ctx, long size, Octets octets) throws StoreException, Refusal {
        return AppendSink.receive(first(), () -> open(ctx), size, octets);
    }
}
