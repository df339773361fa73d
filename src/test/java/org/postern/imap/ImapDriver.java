package org.postern.imap;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postern.imap.codec.ImapRequest;
import org.postern.net.Link;
import org.postern.net.ProtocolSession;
import org.postern.net.Reply;
import org.postern.net.SessionFactory;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/**
 * One IMAP connection without a socket: octets in, text out, in the order and batches in which the reply pump would do
 * it. Text is Latin-1, so every octet is one character.
 */
public final class ImapDriver implements AutoCloseable {
    private static final ByteBufAllocator ALLOCATOR = new UnpooledByteBufAllocator(false);

    private final ProtocolSession<ImapRequest> session;
    private final TestLink link;
    private final ByteBuf in = Unpooled.buffer();
    private boolean closed;
    private boolean startTls;
    private Duration delayed = Duration.ZERO;

    @SuppressWarnings("unchecked")
    ImapDriver(SessionFactory sessions, String address) {
        this.link = new TestLink(address);
        this.session = (ProtocolSession<ImapRequest>) sessions.open(link);
    }

    public String greeting() {
        return pull(session.greet());
    }

    /** Sends text as it stands and returns everything that is answered by it. */
    public String send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public String send(byte[] octets) {
        in.discardReadBytes();
        in.writeBytes(octets);
        StringBuilder out = new StringBuilder();
        while (!closed) {
            Optional<ImapRequest> request = session.framer().next(in);
            if (request.isEmpty()) {
                break;
            }
            Reply reply = session.handle(request.get());
            out.append(link.interjected).append(pull(reply));
            link.interjected.setLength(0);
        }
        return out + wakeUp();
    }

    /** What the server says unasked after a wake-up, if there was one. */
    public String wakeUp() {
        return !closed && link.woken.getAndSet(false) ? pull(session.unsolicited()) : "";
    }

    public boolean isWoken() {
        return link.woken.get();
    }

    public String timeOut() {
        return pull(session.timedOut());
    }

    public boolean isClosed() {
        return closed;
    }

    public boolean wantsTls() {
        return startTls;
    }

    public void tlsIsUp() {
        link.tls = true;
    }

    /** The last delay that was asked for. */
    public Duration delayed() {
        return delayed;
    }

    /**
     * A conversation: lines that begin with "C: " are sent together, the lines "S: " behind them must be all of the
     * answer. A line ending in "..." matches any rest.
     */
    public ImapDriver expect(String script) {
        StringBuilder send = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (String line : script.lines().toList()) {
            if (line.startsWith("C: ")) {
                if (!expected.isEmpty()) {
                    check(send, expected);
                }
                send.append(line.substring(3)).append("\r\n");
            } else if (line.startsWith("S: ")) {
                expected.add(line.substring(3));
            }
        }
        check(send, expected);
        return this;
    }

    private void check(StringBuilder send, List<String> expected) {
        String sent = send.toString();
        List<String> answer =
                send(sent.getBytes(StandardCharsets.UTF_8)).lines().toList();
        assertThat(matches(answer, expected))
                .as(
                        "after:%n%sexpected:%n%s%nanswer:%n%s",
                        sent, String.join("\n", expected), String.join("\n", answer))
                .isTrue();
        send.setLength(0);
        expected.clear();
    }

    private static boolean matches(List<String> answer, List<String> expected) {
        if (answer.size() != expected.size()) {
            return false;
        }
        for (int i = 0; i < answer.size(); i++) {
            String want = new String(expected.get(i).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            boolean open = want.endsWith("...");
            String start = open ? want.substring(0, want.length() - 3) : want;
            if (open ? !answer.get(i).startsWith(start) : !answer.get(i).equals(want)) {
                return false;
            }
        }
        return true;
    }

    private String pull(Reply reply) {
        StringBuilder text = new StringBuilder();
        if (!reply.delay().isZero()) {
            delayed = reply.delay();
        }
        try (reply) {
            Progress progress = Progress.MORE;
            while (progress == Progress.MORE) {
                try (WireOut out = new WireOut(ALLOCATOR, 1024, WireOut.Regions.REFUSED)) {
                    progress = reply.pull(out);
                    out.take().forEach(segment -> append(segment, text));
                }
            }
            closed |= reply.next() == Reply.Next.CLOSE;
            startTls |= reply.next() == Reply.Next.START_TLS;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void append(WireOut.Segment segment, StringBuilder text) {
        ByteBuf octets = ((WireOut.Octets) segment).octets();
        text.append(octets.toString(StandardCharsets.ISO_8859_1));
        octets.release();
    }

    @Override
    public void close() {
        session.disconnected();
    }

    private static final class TestLink implements Link {
        private final InetSocketAddress remote;
        private final AtomicBoolean woken = new AtomicBoolean();
        private final StringBuilder interjected = new StringBuilder();
        private boolean tls;

        TestLink(String address) {
            this.remote = new InetSocketAddress(address, 4242);
        }

        @Override
        public String id() {
            return "c1";
        }

        @Override
        public SocketAddress remote() {
            return remote;
        }

        @Override
        public String remoteAddress() {
            return remote.getAddress().getHostAddress();
        }

        @Override
        public boolean isLocal() {
            return remote.getAddress().isLoopbackAddress();
        }

        @Override
        public boolean isTls() {
            return tls;
        }

        @Override
        public boolean canStartTls() {
            return !tls;
        }

        @Override
        public String tlsDetails() {
            return tls ? "TLSv1.3 X" : "";
        }

        @Override
        public void interject(byte[] line) {
            interjected.append(new String(line, StandardCharsets.ISO_8859_1));
        }

        @Override
        public void wake() {
            woken.set(true);
        }
    }
}
