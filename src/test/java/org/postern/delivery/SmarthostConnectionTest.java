package org.postern.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postern.delivery.BounceSettings.Smarthost;
import org.postern.delivery.OutgoingRoute.Attempt;
import org.postern.delivery.OutgoingRoute.Result;

/** What the smarthost is told of a message, and what is kept of its answers. */
final class SmarthostConnectionTest {
    private static final String TAKEN =
            "Delivered-To: bob@example.org\r\nReceived: from x ([192.0.2.1])\r\n\tby mx with %s\r\n";
    private static final String PLAIN = TAKEN.formatted("ESMTP") + "Subject: plain\r\n\r\n\u00fc\r\n";

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ScriptedSmarthost smarthost = new ScriptedSmarthost();

    SmarthostConnectionTest() throws IOException {}

    @AfterEach
    void close() {
        smarthost.close();
    }

    private Attempt send(String from, String message) {
        try (SmarthostConnection connection = connection(smarthost.address(), PATIENCE)) {
            return send(connection, from, message);
        }
    }

    private static SmarthostConnection connection(Smarthost host, Duration timeout) {
        BounceSettings settings = new BounceSettings("mx.example.org", "daemon@mx.example.org", Optional.of(host));
        return new SmarthostConnection(settings.withTimeout(timeout), host);
    }

    private static Attempt send(SmarthostConnection connection, String from, String message) {
        Outgoing mail = new Outgoing(
                "id1",
                Optional.of(Address.parse(from)),
                Address.parse("bob@example.com"),
                Optional.of(Address.parse("bob@example.org")),
                Optional.of(Address.parse("bob@example.org")),
                Optional.empty(),
                Post.CLOCK.instant());
        return connection.send(mail, Content.of(message.getBytes(StandardCharsets.UTF_8)));
    }

    /** What is declared, all who carry the message must know, or send it back. */
    @Test
    void smtpUtf8IsDeclaredOfMailThatNeedsItOnly() {
        send("ann@example.net", PLAIN);
        send("ann@example.net", TAKEN.formatted("UTF8SMTP") + "Subject: plain\r\n\r\n");
        send("ann@example.net", TAKEN.formatted("ESMTP") + "Subject: gr\u00fcn\r\n\r\n");
        send("\u00e4nn@example.net", PLAIN);
        send("ann@example.net", TAKEN.formatted("UTF8SMTPS") + "Subject: gr\u00fcn\r\n\r\n");
        assertThat(smarthost.heard("MAIL"))
                .containsExactly(
                        "MAIL FROM:<ann@example.net> BODY=8BITMIME",
                        "MAIL FROM:<ann@example.net> BODY=8BITMIME",
                        "MAIL FROM:<ann@example.net> BODY=8BITMIME",
                        "MAIL FROM:<\u00e4nn@example.net> SMTPUTF8 BODY=8BITMIME",
                        "MAIL FROM:<ann@example.net> SMTPUTF8 BODY=8BITMIME");
    }

    /** Over one connection, what one message needs says nothing about the next. */
    @Test
    void whatTheSmarthostKnowsIsAskedAnewForEachMessage() {
        try (SmarthostConnection connection = connection(smarthost.address(), PATIENCE)) {
            assertThat(send(connection, "ann@example.net", PLAIN).result()).isEqualTo(Result.SENT);
            assertThat(send(connection, "\u00e4nn@example.net", PLAIN).result()).isEqualTo(Result.SENT);
            assertThat(send(connection, "ann@example.net", PLAIN).result()).isEqualTo(Result.SENT);
        }
        assertThat(smarthost.heard("EHLO")).hasSize(1);
        assertThat(smarthost.heard("MAIL"))
                .containsExactly(
                        "MAIL FROM:<ann@example.net> BODY=8BITMIME",
                        "MAIL FROM:<\u00e4nn@example.net> SMTPUTF8 BODY=8BITMIME",
                        "MAIL FROM:<ann@example.net> BODY=8BITMIME");
    }

    @Test
    void theAnswerIsWhatTheSmarthostSaidToWhateverCommand() {
        assertThat(send("ann@example.net", PLAIN)).isEqualTo(Attempt.sent("250 2.0.0 taken"));
        smarthost.answer(".", "554 5.6.0 not this");
        assertThat(send("ann@example.net", PLAIN)).isEqualTo(Attempt.refused("554 5.6.0 not this"));
        smarthost.answer("RCPT", "451 4.7.1 greylisted");
        assertThat(send("ann@example.net", PLAIN)).isEqualTo(Attempt.later("451 4.7.1 greylisted"));
        smarthost.answer("RCPT", "550-5.1.1 not\r\n550 5.1.1 here");
        assertThat(send("ann@example.net", PLAIN)).isEqualTo(Attempt.refused("550-5.1.1 not 550 5.1.1 here"));
        smarthost.answer("MAIL", "450 4.3.2 not now");
        assertThat(send("ann@example.net", PLAIN)).isEqualTo(Attempt.later("450 4.3.2 not now"));
    }

    @Test
    void whyItCouldNotBeReachedIsTold() throws IOException {
        Smarthost away;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            away = new Smarthost("127.0.0.1", closed.getLocalPort());
        }
        try (SmarthostConnection connection = connection(away, PATIENCE)) {
            assertThat(send(connection, "ann@example.net", PLAIN).answer())
                    .startsWith("Couldn't connect to host, port: 127.0.0.1")
                    .contains(": ConnectException, ");
        }
    }

    /** Else a hundred messages would wait a hundred times as long, and those for mailboxes here behind them. */
    @Test
    void aSmarthostThatFallsSilentIsNotWaitedForTwice() {
        smarthost.answer("RCPT", ScriptedSmarthost.SILENCE);
        try (SmarthostConnection connection = connection(smarthost.address(), Duration.ofMillis(300))) {
            Attempt first = send(connection, "ann@example.net", PLAIN);
            assertThat(first.result()).isEqualTo(Result.LATER);
            assertThat(first.answer()).contains("SocketTimeoutException");
            assertThat(send(connection, "ben@example.net", PLAIN)).isEqualTo(first);
        }
        assertThat(smarthost.heard("MAIL FROM:<ben@")).isEmpty();
        assertThat(smarthost.heard("EHLO")).hasSizeLessThan(2);
    }

    @Test
    void aSmarthostThatHangsUpIsTriedAgain() {
        smarthost.answer("DATA", "");
        Attempt attempt = send("ann@example.net", PLAIN);
        assertThat(attempt.result()).isEqualTo(Result.LATER);
        assertThat(attempt.answer()).isEqualTo("the smarthost ended the connection");
    }
}
