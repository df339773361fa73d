package org.postern.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postern.delivery.BounceSettings.Smarthost;
import org.postern.delivery.OutgoingRoute.Result;
import org.subethamail.wiser.Wiser;

/** Reports meet real SMTP servers. */
final class MailRouteTest {
    private static final byte[] REPORT =
            "From: x\r\nTo: y\r\nSubject: z\r\n\r\nline\r\n.dot\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Post post = new Post();
    private Optional<Smarthost> smarthost = Optional.empty();
    private final MailRoute route = new MailRoute(
            post.delivery,
            () -> new BounceSettings("mx.example.org", "daemon@mx.example.org", smarthost)
                    .withTimeout(Duration.ofSeconds(10)));

    @AfterEach
    void nothingStaysOpen() {
        post.assertNoLeaks();
    }

    private Result send(String to) {
        try (OutgoingRoute.Round round = route.begin()) {
            return round.send(Outgoing.report("id1", Address.parse(to), Post.CLOCK.instant()), Content.of(REPORT))
                    .result();
        }
    }

    private void smarthostAt(int port) {
        smarthost = Optional.of(new Smarthost("127.0.0.1", port));
    }

    @Test
    void aLocalSenderFindsTheReportInTheInbox() {
        assertThat(send("alice@example.org")).isEqualTo(Result.SENT);
        assertThat(post.onlyMail("alice@example.org"))
                .startsWith("Return-Path: <>\r\nDelivered-To: alice@example.org\r\nReceived: by mx.example.org")
                .endsWith(new String(REPORT, StandardCharsets.US_ASCII));
    }

    @Test
    void aLocalSenderWhoseMailboxIsFullHasToWait() {
        post.store.room("alice@example.org", 10);
        assertThat(send("alice@example.org")).isEqualTo(Result.LATER);
        post.usersUnreadable = true;
        assertThat(send("bob@example.org")).isEqualTo(Result.LATER);
    }

    @Test
    void withoutASmarthostOthersWait() {
        assertThat(send("ann@example.com")).isEqualTo(Result.LATER);
    }

    @Test
    void theSmarthostGetsItWithAnEmptySender() throws Exception {
        Wiser sink = Wiser.port(0);
        sink.start();
        try {
            smarthostAt(sink.getServer().getPortAllocated());
            assertThat(send("ann@example.com")).isEqualTo(Result.SENT);
            assertThat(sink.getMessages()).singleElement().satisfies(m -> {
                assertThat(m.getEnvelopeSender()).isEmpty();
                assertThat(m.getEnvelopeReceiver()).isEqualTo("ann@example.com");
                assertThat(new String(m.getData(), StandardCharsets.US_ASCII))
                        .contains("From: x\r\nTo: y\r\nSubject: z\r\n")
                        .contains("\r\n\r\nline\r\n.dot\r\n")
                        .doesNotContain("Return-Path");
            });
        } finally {
            sink.stop();
        }
    }

    /** GreenMail takes MAIL FROM:<> but answers RCPT with 503 then, as a smarthost without sense for reports would. */
    @Test
    void aSmarthostThatRefusesEndsIt() {
        GreenMail refusing = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        refusing.start();
        try {
            smarthostAt(refusing.getSmtp().getPort());
            assertThat(send("ann@example.com")).isEqualTo(Result.REFUSED);
            assertThat(refusing.getReceivedMessages()).isEmpty();
        } finally {
            refusing.stop();
        }
    }

    @Test
    void aSmarthostThatIsAwayIsTriedAgain() throws IOException {
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            smarthostAt(closed.getLocalPort());
        }
        assertThat(send("ann@example.com")).isEqualTo(Result.LATER);
    }

    @Test
    void aSenderBeyondAsciiNeedsASmarthostThatKnowsSmtpUtf8() {
        GreenMail old = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        Wiser sink = Wiser.port(0);
        old.start();
        sink.start();
        try {
            smarthostAt(old.getSmtp().getPort());
            assertThat(send("\u00e4nn@example.com")).isEqualTo(Result.REFUSED);
            smarthostAt(sink.getServer().getPortAllocated());
            assertThat(send("\u00e4nn@example.com")).isEqualTo(Result.SENT);
            assertThat(sink.getMessages())
                    .singleElement()
                    .satisfies(m -> assertThat(m.getEnvelopeReceiver()).isEqualTo("\u00e4nn@example.com"));
        } finally {
            old.stop();
            sink.stop();
        }
    }
}
