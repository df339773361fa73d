package org.postern.imap.command;

import java.nio.ByteBuffer;
import org.postern.imap.codec.ImapRequest.Octets;
import org.postern.imap.response.Refusal;
import org.postern.store.MailStore;
import org.postern.store.Spool;
import org.postern.store.SpooledMessage;
import org.postern.store.StoreException;

/** One message on its way into its spool, looked at as it passes. */
final class IncomingMessage implements AutoCloseable {
    private final Spool spool;
    private Octets kind = Octets.TEXT;
    private boolean nul;
    private boolean eightBitHeader;
    /** 0 at the beginning of a line of the header, 1 within one, -1 behind the header. */
    private int column;

    /** Takes the spool over. */
    IncomingMessage(Spool spool) {
        this.spool = spool;
    }

    /** A literal begins. */
    void expect(Octets octets) {
        kind = octets == Octets.BINARY ? octets : kind;
    }

    void write(ByteBuffer octets) throws StoreException {
        look(octets);
        spool.write(octets);
    }

    private void look(ByteBuffer octets) {
        int at = octets.position();
        for (; column >= 0 && at < octets.limit(); at++) {
            byte octet = octets.get(at);
            eightBitHeader |= octet < 0;
            nul |= octet == 0;
            if (octet == '\n') {
                column = column == 0 ? -1 : 0;
            } else if (octet != '\r') {
                column = 1;
            }
        }
        for (; kind == Octets.BINARY && !nul && at < octets.limit(); at++) {
            nul = octets.get(at) == 0;
        }
    }

    /** Whether a field of its own header is not ASCII. */
    boolean hasEightBitHeader() {
        return eightBitHeader;
    }

    /** The message as it can be kept; nothing of it is left here. */
    SpooledMessage seal(MailStore store) throws StoreException, Refusal {
        SpooledMessage sealed = spool.seal();
        return kind == Octets.BINARY && nul ? BinaryRecoding.of(sealed, store) : sealed;
    }

    @Override
    public void close() {
        spool.close();
    }
}
