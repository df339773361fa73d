package org.postern.lmtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.delivery.Post;

final class XclientTest {
    private final Post post = new Post();
    private final Dialogue dialogue = Dialogue.trusted(post);

    private String deliver() {
        dialogue.send("LHLO proxy.example\r\nMAIL FROM:<ann@example.com>\r\nRCPT TO:<alice@example.org>\r\nDATA\r\n");
        assertThat(dialogue.send("Subject: x\r\n\r\ny\r\n.\r\n")).startsWith("250 2.0.0 ");
        return post.onlyMail("alice@example.org");
    }

    @Test
    void whoIsTrustedIsOfferedIt() {
        dialogue.heard();
        assertThat(dialogue.line("LHLO proxy.example")).endsWith("250 XCLIENT NAME ADDR PORT PROTO HELO LOGIN\r\n");
        Dialogue other = new Dialogue(new Post());
        assertThat(other.line("LHLO proxy.example")).doesNotContain("XCLIENT");
        assertThat(other.line("XCLIENT NAME=a.example")).startsWith("550 5.7.0 ");
    }

    @Test
    void theClientStandsInReceivedAndTheAuditLog() {
        dialogue.heard();
        dialogue.line("LHLO proxy.example");
        assertThat(dialogue.line("xclient name=client.example addr=198.51.100.9 Port=4711 PROTO=esmtp"))
                .isEqualTo("220 mx.example.org LMTP Postern\r\n");
        assertThat(dialogue.line("MAIL FROM:<>")).as("the session begins anew").startsWith("503 ");
        assertThat(dialogue.line("XCLIENT HELO=helo.example LOGIN=j+C3+B6rg+2Bx"))
                .startsWith("220 ");
        assertThat(deliver())
                .contains(
                        "\r\nReceived: from helo.example (client.example [198.51.100.9])\r\n\tby mx.example.org (Postern) with ESMTP\r\n");
        assertThat(post.audit())
                .anyMatch(line -> line.startsWith("introduced ")
                        && line.contains("address=192.0.2.7 for=198.51.100.9 port=4711")
                        && line.contains("j\\u00f6rg+x"))
                .anyMatch(line -> line.startsWith("delivered ") && line.contains("address=198.51.100.9"));
    }

    @Test
    void whatIsNotKnownIsThePeers() {
        dialogue.line("XCLIENT NAME=[UNAVAILABLE] ADDR=IPV6:2001:db8::1 HELO=[tempunavail]");
        assertThat(deliver())
                .contains("Received: from proxy.example ([IPv6:2001:db8:0:0:0:0:0:1])\r\n", "with LMTP\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"b+C3+BCro", "a(b", "a/b"})
    void aHelloThatCannotBeWrittenDownIsNotKnown(String hello) {
        assertThat(dialogue.line("XCLIENT ADDR=198.51.100.9 HELO=" + hello)).startsWith("220 ");
        assertThat(deliver()).contains("Received: from proxy.example ([198.51.100.9])\r\n");
    }

    @Test
    void whatIsTakenBackIsForgotten() {
        dialogue.line("XCLIENT ADDR=198.51.100.9");
        dialogue.line("XCLIENT ADDR=[UNAVAILABLE]");
        assertThat(deliver()).contains("Received: from proxy.example ([192.0.2.7])");
    }

    /** RFC 3207 4.2. */
    @Test
    void nothingSaidBeforeTlsCounts() {
        dialogue.offeringTls();
        dialogue.line("XCLIENT ADDR=198.51.100.9");
        dialogue.line("LHLO proxy.example");
        dialogue.line("STARTTLS");
        assertThat(deliver()).contains("Received: from proxy.example ([192.0.2.7])");
    }

    @Test
    void notInATransaction() {
        dialogue.send("LHLO proxy.example\r\nMAIL FROM:<>\r\n");
        dialogue.heard();
        assertThat(dialogue.line("XCLIENT ADDR=198.51.100.9")).startsWith("503 5.5.1 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ADDR",
                "ADDR=",
                "ADDR=mail.example",
                "ADDR=1.2.3.256",
                "ADDR=1.2.3",
                "ADDR=IPV6:fe80::1%eth0",
                "ADDR=IPV6:1:2",
                "ADDR=1.2.3.4 ADDR=1.2.3.5",
                "NAME=a(b",
                "NAME=a+0D+0AX:",
                "HELO=a+20b",
                "LOGIN=+0A",
                "LOGIN=+4",
                "LOGIN=+zz",
                "LOGIN=+FF",
                "LOGIN=j\u00f6rg",
                "PROTO=HTTP",
                "PORT=65536",
                "PORT=-1",
                "COLOUR=blue"
            })
    void nonsenseIsRefused(String arguments) {
        dialogue.heard();
        assertThat(dialogue.line("XCLIENT " + arguments)).startsWith("501 5.5.4 ");
        assertThat(deliver()).contains("Received: from proxy.example ([192.0.2.7])");
    }
}
