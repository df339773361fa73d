package org.postern.lmtp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
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
import org.postern.net.Link;
import org.postern.net.ProtocolSession;
import org.postern.net.Reply;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/** A session without sockets: what goes in, in any pieces, and what comes out; each octet one character. */
final class Dialogue implements Link {
    private static final InetAddress ADDRESS = address();
    private final ByteBuf pending = Unpooled.buffer();
    private final LmtpSession session;
    private final StringBuilder out = new StringBuilder();
    private Reply.Next state = Reply.Next.READ_ON;
    private boolean tls;
    private boolean tlsPossible;

    Dialogue(Post post, LmtpLimits limits) {
        this(services(post), limits);
    }

    private Dialogue(LmtpServices services, LmtpLimits limits) {
        this.session = new LmtpSession(Dialect.LMTP, this, services, limits);
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
                Post.CLOCK);
        return new LmtpServices(post.delivery, post.settlement(none), post.audit, Set.of());
    }

    Dialogue offeringTls() {
        tlsPossible = true;
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
        String said = out.toString();
        out.setLength(0);
        return said;
    }

    boolean isClosed() {
        return state == Reply.Next.CLOSE;
    }

    void say(Reply reply) {
        try (reply) {
            Progress progress = Progress.MORE;
            while (progress == Progress.MORE) {
                try (WireOut batch = new WireOut(UnpooledByteBufAllocator.DEFAULT, 512, WireOut.Regions.REFUSED)) {
                    progress = reply.pull(batch);
                    batch.take().forEach(this::hear);
                }
            }
            state = reply.next();
            if (state == Reply.Next.START_TLS) {
                pending.clear();
                tls = true;
                state = Reply.Next.READ_ON;
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void hear(WireOut.Segment segment) {
        ByteBuf octets = ((WireOut.Octets) segment).octets();
        out.append(octets.toString(StandardCharsets.UTF_8));
        octets.release();
    }

    private static InetAddress address() {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 7});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public String id() {
        return "c1";
    }

    @Override
    public SocketAddress remote() {
        return new InetSocketAddress(ADDRESS, 4000);
    }

    @Override
    public String remoteAddress() {
        return "192.0.2.7";
    }

    @Override
    public boolean isLocal() {
        return false;
    }

    @Override
    public boolean isTls() {
        return tls;
    }

    @Override
    public boolean canStartTls() {
        return tlsPossible && !tls;
    }

    @Override
    public String tlsDetails() {
        return tls ? "TLSv1.3 TLS_AES_256_GCM_SHA384" : "";
    }

    @Override
    public void wake() {
        throw new AssertionError("LMTP has nothing to say unasked");
    }
}
