package org.postern.lmtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.postern.delivery.BounceSettings;
import org.postern.delivery.OutgoingQueue;
import org.postern.delivery.OutgoingRoute;
import org.postern.delivery.Post;
import org.postern.delivery.QueueDirectory;
import org.postern.lmtp.codec.LmtpRequest;
import org.postern.net.NoLink;
import org.postern.net.ProtocolSession;
import org.postern.net.PulledReply;
import org.postern.net.Reply;

/** A session without sockets: what goes in, in any pieces, and what comes out; each octet one character. */
final class Dialogue {
    private static final InetAddress ADDRESS = NetUtil.createInetAddressFromIpAddressString("192.0.2.7");
    private final ByteBuf pending = Unpooled.buffer();
    private final NoLink link = NoLink.from(ADDRESS);
    private final LmtpSession session;
    private final StringBuilder out = new StringBuilder();
    private Reply.Next state = Reply.Next.READ_ON;

    Dialogue(Post post, LmtpLimits limits) {
        this(services(post), limits);
    }

    private Dialogue(LmtpServices services, LmtpLimits limits) {
        this.session = new LmtpSession(Dialect.LMTP, link, services, limits);
        say(session.greet());
    }

    /** The server trusts this client. */
    static Dialogue trusted(Post post) {
        LmtpServices services = services(post);
        return new Dialogue(
                new LmtpServices(services.delivery(), services.settlement(), post.audit, Set.of(ADDRESS)),
                LmtpLimits.DEFAULT);
    }

    Dialogue(Post post) {
        this(post, LmtpLimits.DEFAULT);
    }

    /** Nothing is ever bounced here: the queue has no place to be. */
    static LmtpServices services(Post post) {
        OutgoingQueue none = new OutgoingQueue(
                new QueueDirectory(Path.of("/dev/null/queue")),
                () -> (mail, message) -> OutgoingRoute.Attempt.later(""),
                () -> new BounceSettings("mx.example.org", "MAILER-DAEMON@mx.example.org", Optional.empty()),
                post.audit,
                Post.CLOCK);
        return new LmtpServices(post.delivery, post.settlement(none), post.audit, Set.of());
    }

    Dialogue offeringTls() {
        link.offeringTls();
        return this;
    }

    ProtocolSession<LmtpRequest> session() {
        return session;
    }

    /** Sends, and returns everything said since the last call. */
    String send(String octets) {
        pending.writeBytes(octets.getBytes(StandardCharsets.ISO_8859_1));
        while (state == Reply.Next.READ_ON) {
            Optional<LmtpRequest> request = session.framer().next(pending);
            if (request.isEmpty()) {
                break;
            }
            say(session.handle(request.get()));
        }
        return heard();
    }

    /** One line, its end added. */
    String line(String text) {
        return send(text + "\r\n");
    }

    String heard() {
        assertThat(link.isWoken()).as("LMTP has nothing to say unasked").isFalse();
        String said = out.toString();
        out.setLength(0);
        return said;
    }

    boolean isClosed() {
        return state == Reply.Next.CLOSE;
    }

    void say(Reply reply) {
        PulledReply pulled = PulledReply.of(reply);
        out.append(pulled.text());
        state = pulled.next();
        if (state == Reply.Next.START_TLS) {
            pending.clear();
            link.tlsIsUp();
            state = Reply.Next.READ_ON;
        }
    }
}
