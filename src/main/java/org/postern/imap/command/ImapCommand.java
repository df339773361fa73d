package org.postern.imap.command;

import org.postern.imap.codec.ImapRequest.Octets;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.state.ImapContext;
import org.postern.store.StoreException;

/** One command, parsed. */
@FunctionalInterface
public interface ImapCommand {
    /**
     * Does what was asked and returns the answer, which may be produced later, while it is pulled. Runs once.
     *
     * @throws StoreException answered with the NO of its problem
     * @throws Refusal answered as it says
     */
    Responses execute(ImapContext ctx) throws StoreException, Refusal;

    /**
     * Asked instead of {@link #execute} when the command goes on with a streamed message: whether it may come, and where
     * to.
     *
     * @param size octets announced
     * @throws Refusal the message is not taken
     */
    default BodySink receive(ImapContext ctx, long size, Octets octets) throws StoreException, Refusal {
        throw Refusal.bad("No message belongs to this command");
    }
}
