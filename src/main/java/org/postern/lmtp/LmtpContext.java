package org.postern.lmtp;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.audit.Client;
import org.postern.delivery.Delivery;
import org.postern.delivery.DeliverySettings;
import org.postern.delivery.Envelope;
import org.postern.delivery.Origin;
import org.postern.delivery.Transaction;
import org.postern.lmtp.codec.LmtpFramer;
import org.postern.net.Link;
import org.postern.net.Reply;

/** What a command may see and change of its session. Belongs to the session's turns. */
final class LmtpContext {
    private final Dialect dialect;
    private final Link link;
    private final Delivery delivery;
    private final LmtpFramer framer;
    private @Nullable String hello;
    private @Nullable Transaction transaction;
    private @Nullable BodyIntake intake;
    private MailCommand.Charset charset = MailCommand.Charset.ASCII;
    private boolean chunked;
    private int transactions;

    LmtpContext(Dialect dialect, Link link, Delivery delivery, LmtpFramer framer) {
        this.dialect = dialect;
        this.link = link;
        this.delivery = delivery;
        this.framer = framer;
    }

    Dialect dialect() {
        return dialect;
    }

    Link link() {
        return link;
    }

    DeliverySettings settings() {
        return delivery.settings();
    }

    /** The client named itself, which also ends a transaction (RFC 5321 4.1.4). */
    void hello(String name) {
        reset();
        hello = name;
    }

    boolean isGreeted() {
        return hello != null;
    }

    void requireHello() throws CommandException {
        if (hello == null) {
            throw CommandException.sequence("Say hello first");
        }
    }

    void begin(MailCommand mail) {
        charset = mail.charset();
        String with = dialect.with(charset, link.isTls());
        Optional<String> tls = Optional.of(link.tlsDetails()).filter(d -> !d.isEmpty());
        Client client = new Client(dialect.service(), link.id(), link.remoteAddress());
        String id = link.id() + '-' + ++transactions;
        Origin origin = new Origin(client, Optional.ofNullable(hello), with, tls, id);
        transaction = delivery.begin(new Envelope(origin, mail.sender(), mail.size()));
    }

    boolean isInTransaction() {
        return transaction != null;
    }

    boolean isUtf8() {
        return charset == MailCommand.Charset.UTF8;
    }

    /** The open transaction, where a command asks for it out of turn. */
    Transaction transaction() throws CommandException {
        if (transaction == null) {
            throw CommandException.sequence("Say MAIL first");
        }
        return transaction;
    }

    /** The open transaction, where there must be one. */
    Transaction open() {
        if (transaction == null) {
            throw new IllegalStateException("no transaction is open");
        }
        return transaction;
    }

    void requireRecipient() throws CommandException {
        if (transaction().recipientCount() == 0) {
            throw CommandException.sequence("No valid recipients");
        }
    }

    /** RFC 3030 3: between chunks nothing but BDAT and RSET makes sense. */
    void requireNoChunk() throws CommandException {
        if (chunked) {
            throw CommandException.sequence("A chunk has been received; go on with BDAT");
        }
    }

    void chunkBegins() {
        chunked = true;
    }

    void receiveDotted(BodyIntake body) {
        intake = body;
        framer.expectDottedBody();
    }

    /** Answers when so many octets have been received, which may be at once. */
    Reply receiveCounted(long octets, BodyIntake body) {
        if (octets == 0) {
            return body.end();
        }
        intake = body;
        framer.expectOctets(octets);
        return Reply.none();
    }

    /** Where the octets of a body go. */
    BodyIntake intake() {
        if (intake == null) {
            throw new IllegalStateException("no body is expected");
        }
        return intake;
    }

    Reply bodyEnds() {
        BodyIntake complete = intake();
        intake = null;
        return complete.end();
    }

    void reset() {
        if (transaction != null) {
            transaction.close();
            transaction = null;
        }
        chunked = false;
        charset = MailCommand.Charset.ASCII;
    }

    void startOver() {
        reset();
        hello = null;
    }
}
