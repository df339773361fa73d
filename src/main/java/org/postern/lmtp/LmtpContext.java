package org.postern.lmtp;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.audit.Client;
import org.postern.delivery.DeliverySettings;
import org.postern.delivery.Distribution;
import org.postern.delivery.Envelope;
import org.postern.delivery.Origin;
import org.postern.delivery.Outcome;
import org.postern.delivery.Transaction;
import org.postern.lmtp.codec.LmtpFramer;
import org.postern.net.Link;
import org.postern.net.Reply;

/** What a command may see and change of its session. Belongs to the session's turns. */
final class LmtpContext {
    private final Dialect dialect;
    private final Link link;
    private final LmtpServices services;
    private final LmtpFramer framer;
    private final LmtpLimits limits;
    private @Nullable Hello hello;
    private Introduction introduction = Introduction.NONE;
    private @Nullable Transaction transaction;
    private @Nullable BodyIntake intake;
    private MailCommand.Charset charset = MailCommand.Charset.ASCII;
    private boolean chunked;
    private int transactions;
    private int unknownRecipients;

    LmtpContext(Dialect dialect, Link link, LmtpServices services, LmtpFramer framer, LmtpLimits limits) {
        this.dialect = dialect;
        this.link = link;
        this.services = services;
        this.framer = framer;
        this.limits = limits;
    }

    Dialect dialect() {
        return dialect;
    }

    Link link() {
        return link;
    }

    DeliverySettings settings() {
        return services.delivery().settings();
    }

    /** Whether the peer may say on whose behalf it speaks: over TCP, from an address that the operator names. */
    boolean isTrusted() {
        return dialect.equals(Dialect.LMTP)
                && link.remote() instanceof InetSocketAddress peer
                && services.trusted().contains(peer.getAddress());
    }

    Introduction introduction() {
        return introduction;
    }

    /** The session begins anew, on somebody's behalf. */
    Reply introduce(Introduction told) {
        reset();
        hello = null;
        introduction = told;
        Client peer = new Client(dialect.service(), link.id(), link.remoteAddress());
        services.audit()
                .introduced(
                        peer,
                        told.address().orElse(""),
                        told.port().orElse(""),
                        told.login().orElse(""));
        return greeting();
    }

    Reply greeting() {
        return Reply.text("220 " + settings().hostname() + ' ' + dialect.extended() + " Postern\r\n");
    }

    /** The client named itself, which also ends a transaction (RFC 5321 4.1.4). */
    void hello(Hello named) {
        reset();
        hello = named;
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
        Optional<Hello> greeted = Optional.ofNullable(hello);
        Hello.Form form = greeted.map(Hello::form).orElse(Hello.Form.EXTENDED);
        String with = introduction.protocol().orElse(dialect.with(form, charset, link.isTls()));
        // Of the way from the peer, not of the client's.
        Optional<String> tls = Optional.of(link.tlsDetails())
                .filter(d -> !d.isEmpty() && introduction.protocol().isEmpty());
        String address = introduction.address().orElse(link.remoteAddress());
        Client client = new Client(dialect.service(), link.id(), address);
        String id = link.id() + '-' + ++transactions;
        Origin origin = new Origin(client, introduction.hello().or(() -> greeted.map(Hello::name)), with, tls, id)
                .named(introduction.name());
        transaction = services.delivery().begin(new Envelope(origin, mail.sender(), mail.size()));
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

    /** Counts recipients that do not exist; true when a stranger has named so many that it must be trying names out. */
    boolean isGuessing(Outcome outcome) {
        unknownRecipients += outcome == Outcome.UNKNOWN_USER ? 1 : 0;
        return dialect.answering() == Dialect.Answering.ONCE && unknownRecipients > limits.unknownRecipients();
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

    /** The reply, or the replies, to the end of a message. */
    Reply placed(Distribution distribution, Envelope envelope) {
        return switch (dialect.answering()) {
            case EACH_RECIPIENT -> new DistributionReply(distribution);
            case ONCE -> new SettledReply(services.settlement(), envelope, distribution);
        };
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

    /** RFC 3207 4.2: nothing of it counts. */
    void startOver() {
        reset();
        hello = null;
        introduction = Introduction.NONE;
    }
}
