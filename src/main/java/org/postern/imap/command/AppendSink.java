package org.postern.imap.command;

import java.nio.ByteBuffer;
import java.util.List;
import org.postern.imap.response.Code;
import org.postern.imap.response.Responses;
import org.postern.imap.state.ImapContext;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.Arrival;
import org.postern.store.Mailbox;
import org.postern.store.Spool;
import org.postern.store.SpooledMessage;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** The message of an APPEND on its way into the spool, then into the mailbox. */
final class AppendSink implements BodySink {
    private final ImapContext ctx;
    private final AppendCommand command;
    private final Mailbox target;
    private final Spool spool;

    AppendSink(ImapContext ctx, AppendCommand command, Mailbox target, Spool spool) {
        this.ctx = ctx;
        this.command = command;
        this.target = target;
        this.spool = spool;
    }

    @Override
    public void write(ByteBuffer octets) throws StoreException {
        spool.write(octets);
    }

    @Override
    public Responses complete(ImapLexer rest) throws StoreException, ImapSyntaxException {
        switch (command.form()) {
            case PLAIN -> rest.expectEnd();
            case UTF8 -> {
                rest.expect(')');
                rest.expectEnd();
            }
        }
        try (SpooledMessage message = spool.seal()) {
            UidSet uids = target.append(List.of(new Arrival(message, command.flags(), command.received(ctx))));
            return Responses.ok(Code.appendUid(target.info().uidValidity(), uids), "Append completed");
        }
    }

    @Override
    public void close() {
        spool.close();
        target.close();
    }
}
