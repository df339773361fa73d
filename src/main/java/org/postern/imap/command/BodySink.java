package org.postern.imap.command;

import java.nio.ByteBuffer;
import org.postern.imap.codec.ImapRequest.Octets;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.StoreException;

/** Where the octets of streamed messages go. Closed in any case; what was not completed is discarded then. */
public interface BodySink extends AutoCloseable {
    /** Takes all remaining octets. After a failure no more come, but {@link #close} does. */
    void write(ByteBuffer octets) throws StoreException;

    /**
     * A literal is complete and another one of the command is announced: whether it may come.
     *
     * @param between what stands between them
     * @param size octets announced
     * @param octets whether NUL may be among them
     * @throws Refusal the command ends
     */
    void next(ImapLexer between, long size, Octets octets) throws StoreException, Refusal, ImapSyntaxException;

    /**
     * The last literal and the command are complete.
     *
     * @param rest what follows it in the command
     */
    Responses complete(ImapLexer rest) throws StoreException, Refusal, ImapSyntaxException;

    @Override
    void close();
}
