package org.postern.pop3;

import java.nio.charset.StandardCharsets;
import org.postern.net.Line;
import org.postern.net.NoLink;
import org.postern.net.PulledReply;
import org.postern.net.Reply;

/** One POP3 connection from loopback without a socket: lines in, text out. Every octet is one character. */
final class Pop3Driver {
    private final Pop3Session session;
    private boolean closed;

    Pop3Driver(Pop3Sessions sessions) {
        this.session = (Pop3Session) sessions.open(NoLink.fromLoopback());
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
        PulledReply pulled = PulledReply.of(reply);
        closed |= pulled.next() == Reply.Next.CLOSE;
        return pulled.text();
    }
}
