package org.postern.imap;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postern.imap.codec.ImapRequest;
import org.postern.net.NoLink;
import org.postern.net.ProtocolSession;
import org.postern.net.PulledReply;
import org.postern.net.Reply;
import org.postern.net.SessionFactory;

/**
 * One IMAP connection without a socket: octets in, text out, in the order and batches in which the reply pump would do
 * it. Text is Latin-1, so every octet is one character.
 */
public final class ImapDriver implements AutoCloseable {
    private final ProtocolSession<ImapRequest> session;
    private final NoLink link;
    private final ByteBuf in = Unpooled.buffer();
    private boolean closed;
    private boolean startTls;
    private Duration delayed = Duration.ZERO;

    @SuppressWarnings("unchecked")
    ImapDriver(SessionFactory sessions, InetAddress address) {
        this.link = NoLink.from(address).offeringTls();
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
            out.append(link.takeInterjected()).append(pull(reply));
        }
        return out + wakeUp();
    }

    /** What the server says unasked after a wake-up, if there was one. */
    public String wakeUp() {
        return !closed && link.takeWoken() ? pull(session.unsolicited()) : "";
    }

    public boolean isWoken() {
        return link.isWoken();
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
        link.tlsIsUp();
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
        if (!reply.delay().isZero()) {
            delayed = reply.delay();
        }
        PulledReply pulled = PulledReply.of(reply);
        closed |= pulled.next() == Reply.Next.CLOSE;
        startTls |= pulled.next() == Reply.Next.START_TLS;
        return pulled.text();
    }

    @Override
    public void close() {
        session.disconnected();
    }
}
