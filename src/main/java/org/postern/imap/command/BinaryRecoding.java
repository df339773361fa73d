package org.postern.imap.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.postern.imap.fetch.BodySource;
import org.postern.imap.response.Code;
import org.postern.imap.response.Refusal;
import org.postern.mime.BinaryEncoder;
import org.postern.mime.MimeLimits;
import org.postern.mime.UnknownEncodingException;
import org.postern.store.MailStore;
import org.postern.store.MessageBody;
import org.postern.store.Problem;
import org.postern.store.Spool;
import org.postern.store.SpooledMessage;
import org.postern.store.StoreException;

/**
 * What becomes of a message that came in a literal8 and holds NUL (RFC 3516 4.4). It must be told as one that IMAP without
 * BINARY can carry, and the file in the Maildir is one that every program can read: so its binary parts are kept in base64.
 */
final class BinaryRecoding {
    private static final int BUFFER = 1 << 13;

    private BinaryRecoding() {}

    /**
     * The message without NUL; closes the one given.
     *
     * @throws Refusal UNKNOWN-CTE, when there is NUL where nothing can be encoded
     */
    static SpooledMessage of(SpooledMessage message, MailStore store) throws StoreException, Refusal {
        try (message;
                Spool spool = store.spool();
                MessageBody body = message.body();
                OutputStream out = new BufferedOutputStream(new SpoolStream(spool), BUFFER)) {
            new BinaryEncoder(new BodySource(body), out, MimeLimits.DEFAULT).run();
            out.flush();
            return spool.seal();
        } catch (UnknownEncodingException e) {
            throw Refusal.no(Code.UNKNOWN_CTE, "NUL stands where it cannot be encoded");
        } catch (SpoolFailure e) {
            throw e.failure();
        } catch (IOException e) {
            throw new StoreException(Problem.UNAVAILABLE, "message cannot be read", e);
        }
    }

    /** The spool as a stream; closing it changes nothing. */
    private static final class SpoolStream extends OutputStream {
        private final Spool spool;

        SpoolStream(Spool spool) {
            this.spool = spool;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int from, int count) throws IOException {
            try {
                spool.write(ByteBuffer.wrap(octets, from, count));
            } catch (StoreException e) {
                throw new SpoolFailure(e);
            }
        }
    }

    private static final class SpoolFailure extends IOException {
        private static final long serialVersionUID = 1L;
        private final transient StoreException failure;

        SpoolFailure(StoreException failure) {
            super(failure);
            this.failure = failure;
        }

        StoreException failure() {
            return failure;
        }
    }
}
