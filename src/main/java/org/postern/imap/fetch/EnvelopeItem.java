package org.postern.imap.fetch;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.postern.imap.wire.ImapComposer;
import org.postern.mime.Address;
import org.postern.mime.Envelope;
import org.postern.mime.HeaderBlock;
import org.postern.mime.Octets;
import org.postern.store.StoreException;
import org.postern.wire.Progress;

/** ENVELOPE (RFC 9051 7.5.2), here and inside of BODYSTRUCTURE. */
enum EnvelopeItem implements FetchItem {
    ENVELOPE;

    @Override
    public FetchValue of(FetchRow row) throws StoreException {
        Optional<ByteBuffer> kept = row.summary().flatMap(MessageSummary::envelope);
        if (kept.isPresent()) {
            return MessageSummary.value(kept.get());
        }
        HeaderBlock header = row.header();
        return out -> {
            write(Envelope.of(header, row.limits()), out.raw("ENVELOPE "));
            return Progress.DONE;
        };
    }

    static void write(Envelope envelope, ImapComposer out) {
        nstring(envelope.date(), out.open()).space();
        nstring(envelope.subject(), out).space();
        addresses(envelope.from(), out).space();
        addresses(envelope.sender(), out).space();
        addresses(envelope.replyTo(), out).space();
        addresses(envelope.to(), out).space();
        addresses(envelope.cc(), out).space();
        addresses(envelope.bcc(), out).space();
        nstring(envelope.inReplyTo(), out).space();
        nstring(envelope.messageId(), out).close();
    }

    private static ImapComposer addresses(List<Address> addresses, ImapComposer out) {
        if (addresses.isEmpty()) {
            return out.nil();
        }
        out.open();
        addresses.forEach(address -> address(address, out));
        return out.close();
    }

    private static void address(Address address, ImapComposer out) {
        if (address instanceof Address.Mailbox mailbox) {
            nstring(mailbox.name(), out.open()).space();
            nstring(mailbox.route(), out).space();
            string(mailbox.local(), out).space();
            string(mailbox.host(), out).close();
        } else if (address instanceof Address.GroupStart group) {
            string(group.name(), out.raw("(NIL NIL ")).raw(" NIL)");
        } else {
            out.raw("(NIL NIL NIL NIL)");
        }
    }

    static ImapComposer nstring(Optional<Octets> octets, ImapComposer out) {
        return octets.isPresent() ? string(octets.get(), out) : out.nil();
    }

    /** A string as it stands in the header; NUL, which no string may hold, becomes "?". */
    static ImapComposer string(Octets octets, ImapComposer out) {
        byte[] plain = octets.toByteArray();
        for (int i = 0; i < plain.length; i++) {
            plain[i] = plain[i] == 0 ? (byte) '?' : plain[i];
        }
        return out.string(plain);
    }
}
