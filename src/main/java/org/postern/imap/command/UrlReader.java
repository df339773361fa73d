package org.postern.imap.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postern.imap.fetch.OpenedMessage;
import org.postern.imap.fetch.Piece;
import org.postern.imap.fetch.PieceName;
import org.postern.imap.response.Code;
import org.postern.imap.response.Refusal;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.syntax.ImapUrl;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.StoreException;

/**
 * Finds what the URLs of CATENATE point at (RFC 4469 3). The message of one is kept open for the next, which often names
 * another section of it. No message is marked as read.
 */
final class UrlReader implements AutoCloseable {
    private static final int CHUNK = 1 << 16;
    private static final Set<Problem> NOTHING_THERE = Set.of(
            Problem.NO_SUCH_MAILBOX,
            Problem.NO_PERMISSION,
            Problem.INVALID_NAME,
            Problem.MESSAGE_GONE,
            Problem.MAILBOX_GONE);

    private final ImapContext ctx;
    private @Nullable Mailbox mailbox;
    private @Nullable OpenedMessage message;
    private @Nullable MailboxName name;
    private long uid;

    UrlReader(ImapContext ctx) {
        this.ctx = ctx;
    }

    /**
     * The octets a URL points at, good until the next one is asked for.
     *
     * @throws Refusal BADURL with the text, when it points at nothing
     */
    Piece find(String text) throws StoreException, Refusal {
        try {
            Optional<ImapUrl> url = ImapUrl.parse(text);
            Optional<Piece> piece = url.isPresent() ? find(url.get()) : Optional.empty();
            return piece.orElseThrow(() -> bad(text));
        } catch (ImapSyntaxException e) {
            throw bad(text);
        } catch (StoreException e) {
            if (NOTHING_THERE.contains(e.problem())) {
                throw bad(text);
            }
            throw e;
        }
    }

    private static Refusal bad(String text) {
        return Refusal.no(Code.badUrl(text), "There is nothing at a URL");
    }

    private Optional<Piece> find(ImapUrl url) throws StoreException, ImapSyntaxException {
        PieceName wanted = PieceName.parse(url.section().orElse(""));
        OpenedMessage opened = open(url);
        boolean valid = url.uidValidity().isEmpty()
                || url.uidValidity().getAsLong() == mailbox().info().uidValidity();
        Optional<Piece> piece = valid ? wanted.in(opened) : Optional.empty();
        return url.stretch().isEmpty()
                ? piece
                : piece.map(p -> p.stretch(
                        url.stretch().get().offset(), url.stretch().get().count()));
    }

    private OpenedMessage open(ImapUrl url) throws StoreException {
        MailboxName wanted = url.in(ctx.selection().map(SelectedMailbox::name));
        OpenedMessage opened = message;
        if (opened == null || !wanted.equals(name) || uid != url.uid()) {
            close();
            Mailbox from = ctx.account().open(wanted);
            mailbox = from;
            name = wanted;
            uid = url.uid();
            opened = new OpenedMessage(() -> from.body(url.uid()));
            message = opened;
            opened.source(); // there, or not
        }
        return opened;
    }

    private Mailbox mailbox() {
        if (mailbox == null) {
            throw new IllegalStateException("no message is open");
        }
        return mailbox;
    }

    /** Copies a piece, whatever its size, in little memory. */
    static void copy(Piece piece, IncomingMessage to) throws StoreException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(CHUNK, piece.size()));
        for (long at = piece.span().start(); at < piece.span().end(); ) {
            long left = piece.span().end() - at;
            buffer.clear().limit((int) Math.min(buffer.capacity(), left));
            long position = at;
            at += OpenedMessage.reading(() -> {
                int count = piece.octets().read(position, buffer);
                if (count < 0) {
                    throw new IOException("message ends " + left + " octets early");
                }
                return count;
            });
            to.write(buffer.flip());
        }
    }

    @Override
    public void close() {
        if (message != null) {
            message.close();
            message = null;
        }
        if (mailbox != null) {
            mailbox.close();
            mailbox = null;
        }
    }
}
