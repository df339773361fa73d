package org.postern.pop3;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import org.postern.net.Line;
import org.postern.net.Link;
import org.postern.net.Reply;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/** One POP3 connection from loopback without a socket: lines in, text out. Every octet is one character. */
final class Pop3Driver {
    private final Pop3Session session;
    private boolean closed;

    Pop3Driver(Pop3Sessions sessions) {
        this.session = (Pop3Session) sessions.open(new Loopback());
        pull(session.greet());
    }

    /** The answer to a line, with all line ends. */
    String say(String line) {
        return pull(session.handle(new Line.Text(line.getBytes(StandardCharsets.ISO_8859_1))));
    }

    /** Whether the server wants to close. */
    boolean isClosed() {
        return closed;
    }

    /** The connection ends, whatever was said before. */
    void disconnect() {
        session.disconnected();
    }

    private String pull(Reply reply) {
        StringBuilder text = new StringBuilder();
        try (reply) {
            Progress progress = Progress.MORE;
            while (progress == Progress.MORE) {
                try (WireOut out = new WireOut(new UnpooledByteBufAllocator(false), 256, WireOut.Regions.REFUSED)) {
                    progress = reply.pull(out);
                    out.take().forEach(segment -> append(segment, text));
                }
            }
            closed |= reply.next() == Reply.Next.CLOSE;
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

    private static final class Loopback implements Link {
        @Override
        public String id() {
            return "p1";
        }

        @Override
        public SocketAddress remote() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 4242);
        }

        @Override
        public String remoteAddress() {
            return "127.0.0.1";
        }

        @Override
        public boolean isLocal() {
            return true;
        }

        @Override
        public boolean isTls() {
            return false;
        }

        @Override
        public boolean canStartTls() {
            return false;
        }

        @Override
        public String tlsDetails() {
            return "";
        }

        @Override
        public void wake() {}
    }
}
