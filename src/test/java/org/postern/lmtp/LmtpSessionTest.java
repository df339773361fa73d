package org.postern.lmtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.delivery.Post;

final class LmtpSessionTest {
    private final Post post = new Post();
    private final Dialogue dialogue = new Dialogue(post);

    @AfterEach
    void nothingStaysOpen() {
        dialogue.session().disconnected();
        post.assertNoLeaks();
    }

    private void hello() {
        dialogue.line("LHLO client.example");
        dialogue.heard();
    }

    @Test
    void greetsAndTellsWhatItCan() {
        assertThat(dialogue.heard()).isEqualTo("220 mx.example.org LMTP Postern\r\n");
        assertThat(dialogue.session().isAuthenticated()).isFalse();
        assertThat(dialogue.line("lhlo Client.example")).isEqualTo("""
                        250-mx.example.org
                        250-PIPELINING
                        250-ENHANCEDSTATUSCODES
                        250-8BITMIME
                        250-SMTPUTF8
                        250-SIZE 52428800
                        250 CHUNKING
                        """.replace("\n", "\r\n"));
        assertThat(dialogue.session().isAuthenticated()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "HELO x, 500 5.5.1",
                "EHLO x, 500 5.5.1",
                "'', 500 5.5.1",
                "' NOOP', 500 5.5.1",
                "LHLO, 501 5.5.4",
                "LHLO a b, 501 5.5.4",
                "LHLO (comment), 501 5.5.4",
                "LHLO [192.0.2.7], 250",
                "LHLO [IPv6:::1], 250",
                "MAIL, 501 5.5.4",
                "MAIL FROM, 501 5.5.4",
                "MAIL FROM:, 501 5.5.4",
                "MAIL FROM:a@example.com, 501 5.5.4",
                "MAIL FROM:<a@example.com, 501 5.5.4",
                "MAIL FROM:<a@example.com>SIZE=1, 501 5.5.4",
                "MAIL FROM:<a b@example.com>, 501 5.1.7",
                "MAIL FROM:<a@example.com> FOO, 555 5.5.4",
                "MAIL FROM:<a@example.com> SIZE, 501 5.5.4",
                "MAIL FROM:<a@example.com> SIZE=, 501 5.5.4",
                "MAIL FROM:<a@example.com> SIZE=-1, 501 5.5.4",
                "MAIL FROM:<a@example.com> SIZE=1 size=1, 501 5.5.4",
                "MAIL FROM:<a@example.com> SIZE=123456789012345678901, 501 5.5.4",
                "MAIL FROM:<a@example.com> SIZE=99999999999999999999, 552 5.3.4",
                "MAIL FROM:<a@example.com> SIZE=52428801, 552 5.3.4",
                "MAIL FROM:<a@example.com> SIZE=52428800, 250 2.1.0",
                "MAIL FROM:<a@example.com> BODY=BINARYMIME, 501 5.5.4",
                "MAIL FROM:<a@example.com> SMTPUTF8=1, 501 5.5.4",
                "mail from: <a@example.com>  BODY=8bitMIME SMTPUTF8 SIZE=0, 250 2.1.0",
                "MAIL FROM:<>, 250 2.1.0",
                "'MAIL FROM:<\"a>b\"@example.com>', 250 2.1.0",
                "'MAIL FROM:<@x,@y:a@example.com>', 250 2.1.0",
                "RCPT TO:<alice@example.org>, 503 5.5.1",
                "DATA, 503 5.5.1",
                "DATA now, 501 5.5.4",
                "RSET, 250 2.0.0",
                "RSET now, 501 5.5.4",
                "NOOP, 250 2.0.0",
                "NOOP now, 250 2.0.0",
                "VRFY, 501 5.5.4",
                "VRFY alice, 252 2.5.0",
                "HELP, 214 2.0.0",
                "STARTTLS, 503 5.5.1",
                "QUIT now, 501 5.5.4",
                "QUIT, 221 2.0.0"
            })
    void oneCommandAfterHello(String command, String answer) {
        hello();
        String heard = dialogue.line(command);
        assertThat(heard).startsWith(answer).endsWith("\r\n");
        assertThat(dialogue.isClosed()).isEqualTo(command.equals("QUIT"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "RCPT, 501 5.5.4",
                "RCPT TO:<>, 501 5.1.3",
                "RCPT TO:<\"\"@example.org>, 501 5.1.3",
                "RCPT TO:<@example.org>, 501 5.1.3",
                "RCPT TO:<alice@example.org> ORCPT=x, 555 5.5.4",
                "RCPT TO:<alice>, 550 5.1.1",
                "RCPT TO:<nobody@example.org>, '550 5.1.1 <nobody@example.org>'",
                "RCPT TO:<alice@example.org>, '250 2.1.5 <alice@example.org>'",
                "rcpt to: <@relay:alice+x@example.org>, '250 2.1.5 <alice+x@example.org>'",
                "MAIL FROM:<b@example.com>, 503 5.5.1",
                "DATA, 503 5.5.1"
            })
    void oneCommandAfterMail(String command, String answer) {
        hello();
        dialogue.line("MAIL FROM:<a@example.com>");
        assertThat(dialogue.line(command)).startsWith(answer);
    }

    @Test
    void mailNeedsHello() {
        dialogue.heard();
        assertThat(dialogue.line("MAIL FROM:<a@example.com>")).startsWith("503 5.5.1");
    }

    @Test
    void oneReplyForEachRecipientInOrder() {
        hello();
        post.store.room("bob@example.org", 200);
        String said = dialogue.send("""
                MAIL FROM:<a@example.com>
                RCPT TO:<bob@example.org>
                RCPT TO:<nobody@example.org>
                RCPT TO:<alice@example.org>
                DATA
                """.replace("\n", "\r\n"));
        assertThat(said.lines().map(l -> l.substring(0, 3))).containsExactly("250", "250", "550", "250", "354");
        assertThat(dialogue.send("Subject: x\r\n\r\n..dot\r\n" + "y".repeat(200) + "\r\n.\r\nNOOP\r\n"))
                .isEqualTo("""
                        552 5.2.2 <bob@example.org> Mailbox full
                        250 2.0.0 <alice@example.org> Delivered
                        250 2.0.0 Done nothing
                        """.replace("\n", "\r\n"));
        assertThat(post.onlyMail("alice@example.org"))
                .contains(" with LMTP\r\n\tid c1-1;\r\n")
                .endsWith("+0000\r\nSubject: x\r\n\r\n.dot\r\n" + "y".repeat(200) + "\r\n");
    }

    @Test
    void aThousandAndMoreRecipients() {
        hello();
        dialogue.line("MAIL FROM:<a@example.com>");
        StringBuilder rcpt = new StringBuilder();
        for (int i = 0; i < 1500; i++) {
            rcpt.append("RCPT TO:<user").append(i).append("@example.org>\r\n");
        }
        assertThat(dialogue.send(rcpt.toString()).lines()).hasSize(1500).allMatch(l -> l.startsWith("250 2.1.5"));
        dialogue.line("DATA");
        String[] replies = dialogue.send("x\r\n.\r\n").split("\r\n");
        assertThat(replies).hasSize(1500);
        for (int i = 0; i < 1500; i++) {
            assertThat(replies[i]).startsWith("250 2.0.0 <user" + i + "@example.org>");
        }
        assertThat(post.onlyMail("user1499@example.org")).endsWith("\r\nx\r\n");
    }

    @Test
    void tooMuchIsReadToItsEndAndRefused() {
        post.settings = post.settings.withMaxSize(100);
        hello();
        dialogue.send("MAIL FROM:<a@example.com>\r\nRCPT TO:<alice@example.org>\r\nRCPT TO:<bob@example.org>\r\n");
        dialogue.line("DATA");
        assertThat(dialogue.send("QUIT\r\n".repeat(1000) + ".\r\nNOOP\r\n")
                        .lines()
                        .map(l -> l.substring(0, 9)))
                .containsExactly("552 5.3.4", "552 5.3.4", "250 2.0.0");
        assertThat(post.mail("alice@example.org", "INBOX")).isEmpty();
    }

    @Test
    void aFullDiskAsksToTryAgain() {
        hello();
        post.store.disk(10);
        dialogue.send("MAIL FROM:<a@example.com>\r\nRCPT TO:<alice@example.org>\r\nDATA\r\n");
        assertThat(dialogue.send("x\r\n.\r\n")).startsWith("452 4.3.1 <alice@example.org>");
    }

    @Test
    void chunks() {
        hello();
        dialogue.send("MAIL FROM:<a@example.com>\r\nRCPT TO:<alice@example.org>\r\nRCPT TO:<bob@example.org>\r\n");
        assertThat(dialogue.send("BDAT 12\r\nSubject: x\r\nBDAT 0\r\nBDAT 5 LAST\r\n\r\n.\r\nNOOP\r\n")
                        .lines()
                        .map(l -> l.substring(0, 9)))
                .containsExactly("250 2.0.0", "250 2.0.0", "250 2.0.0", "250 2.0.0", "250 2.0.0");
        assertThat(post.onlyMail("bob@example.org")).endsWith("\r\nSubject: x\r\n\r\n.\r\n");
    }

    @Test
    void refusedChunksAreSkippedExactly() {
        hello();
        assertThat(dialogue.send("BDAT 6 LAST\r\nQUIT\r\nNOOP\r\n"))
                .isEqualTo("503 5.5.1 Say MAIL first\r\n250 2.0.0 Done nothing\r\n");
        dialogue.line("MAIL FROM:<a@example.com>");
        assertThat(dialogue.send("BDAT 6 LAST\r\nQUIT\r\nNOOP\r\n"))
                .isEqualTo("503 5.5.1 No valid recipients\r\n250 2.0.0 Done nothing\r\n");
        post.settings = post.settings.withMaxSize(5);
        dialogue.send("RSET\r\nMAIL FROM:<a@example.com>\r\nRCPT TO:<alice@example.org>\r\n");
        assertThat(dialogue.send("BDAT 6\r\nQUIT\r\nBDAT 6 LAST\r\nQUIT\r\nNOOP\r\n"))
                .isEqualTo("552 5.3.4 Message too big\r\n503 5.5.1 Say MAIL first\r\n250 2.0.0 Done nothing\r\n");
        dialogue.send("MAIL FROM:<a@example.com>\r\nRCPT TO:<alice@example.org>\r\n");
        assertThat(dialogue.send("BDAT 6 LAST\r\nQUIT\r\nNOOP\r\n"))
                .isEqualTo("552 5.3.4 <alice@example.org> Message too big\r\n250 2.0.0 Done nothing\r\n");
    }

    @Test
    void betweenChunksOnlyChunks() {
        hello();
        dialogue.send("MAIL FROM:<a@example.com>\r\nRCPT TO:<alice@example.org>\r\nBDAT 1\r\nx");
        assertThat(dialogue.line("DATA")).startsWith("503 5.5.1");
        assertThat(dialogue.line("RCPT TO:<bob@example.org>")).startsWith("503 5.5.1");
        assertThat(dialogue.line("MAIL FROM:<>")).startsWith("503 5.5.1");
        assertThat(dialogue.line("RSET")).startsWith("250");
        assertThat(dialogue.line("MAIL FROM:<>")).startsWith("250");
    }

    @ParameterizedTest
    @CsvSource({
        "BDAT",
        "BDAT x",
        "BDAT -1",
        "BDAT 1 FIRST",
        "BDAT 1 LAST LAST",
        "BDAT 9999999999999999999",
        "'BDAT 1\u0000'"
    })
    void aChunkWithoutASizeEndsTheConnection(String command) {
        hello();
        assertThat(dialogue.line(command)).startsWith("501 5.5.4");
        assertThat(dialogue.isClosed()).isTrue();
    }

    @Test
    void addressesBeyondAsciiNeedSmtpUtf8() {
        hello();
        String joerg = "j\u00c3\u00b6rg@example.org";
        assertThat(dialogue.line("MAIL FROM:<" + joerg + ">")).startsWith("553 5.6.7");
        assertThat(dialogue.line("MAIL FROM:<a@example.com>")).startsWith("250");
        assertThat(dialogue.line("RCPT TO:<" + joerg + ">")).startsWith("553 5.6.7");
        dialogue.line("RSET");
        assertThat(dialogue.line("MAIL FROM:<" + joerg + "> SMTPUTF8")).startsWith("250");
        assertThat(dialogue.line("RCPT TO:<" + joerg + ">")).startsWith("250 2.1.5 <" + joerg + ">");
        assertThat(dialogue.line("RCPT TO:<j\u00ffrg@example.org>")).startsWith("501 5.5.4");
        dialogue.line("DATA");
        assertThat(dialogue.send(".\r\n")).startsWith("250 2.0.0 <" + joerg + ">");
        assertThat(post.onlyMail("j\u00f6rg@example.org"))
                .contains("Return-Path: <" + joerg + ">\r\n")
                .contains("with UTF8LMTP\r\n")
                .contains("for <" + joerg + ">");
    }

    @Test
    void tlsForgetsWhatWasSaidBefore() {
        dialogue.offeringTls();
        assertThat(dialogue.line("LHLO client.example")).contains("250-STARTTLS\r\n");
        dialogue.line("MAIL FROM:<a@example.com>");
        assertThat(dialogue.send("STARTTLS\r\nRCPT TO:<alice@example.org>\r\n")).isEqualTo("220 2.0.0 Begin TLS\r\n");
        assertThat(dialogue.line("MAIL FROM:<a@example.com>")).startsWith("503");
        assertThat(dialogue.line("LHLO again.example")).doesNotContain("STARTTLS");
        assertThat(dialogue.line("STARTTLS")).startsWith("503");
        dialogue.send("MAIL FROM:<>\r\nRCPT TO:<alice@example.org>\r\nDATA\r\nx\r\n.\r\n");
        assertThat(post.onlyMail("alice@example.org"))
                .contains("from again.example ([192.0.2.7])\r\n\tby mx.example.org (Postern) with LMTPS\r\n"
                        + "\t(TLSv1.3 TLS_AES_256_GCM_SHA384)\r\n\tid ");
    }

    @Test
    void nonsenseEndsTheConnectionButRefusedRecipientsDoNot() {
        hello();
        dialogue.line("MAIL FROM:<a@example.com> SIZE=99999999999");
        assertThat(dialogue.send("RCPT TO:<alice@example.org>\r\n".repeat(100)).lines())
                .hasSize(100)
                .allMatch(l -> l.startsWith("503"));
        dialogue.send("NONSENSE\r\n".repeat(19));
        dialogue.line("NOOP");
        assertThat(dialogue.send("NONSENSE\r\n".repeat(25)).lines())
                .hasSize(20)
                .last()
                .asString()
                .startsWith("421 4.7.0");
        assertThat(dialogue.isClosed()).isTrue();
    }

    @Test
    void aLineTooLongIsAnsweredOnce() {
        hello();
        assertThat(dialogue.send("NOOP " + "x".repeat(LmtpLimits.DEFAULT.line()) + "\r\nNOOP\r\n")
                        .lines())
                .containsExactly("500 5.5.2 Line too long", "250 2.0.0 Done nothing");
    }

    @Test
    void lastWords() {
        dialogue.heard();
        dialogue.say(dialogue.session().timedOut());
        assertThat(dialogue.heard()).isEqualTo("421 4.4.2 mx.example.org waited too long\r\n");
        dialogue.say(dialogue.session().stopping());
        assertThat(dialogue.heard()).isEqualTo("421 4.3.2 mx.example.org shuts down\r\n");
        assertThat(dialogue.isClosed()).isTrue();
    }

    @Test
    void aConnectionThatBreaksInTheBodyLeavesNothing() {
        hello();
        dialogue.send("MAIL FROM:<a@example.com>\r\nRCPT TO:<alice@example.org>\r\nDATA\r\nhalf a mess");
        dialogue.session().disconnected();
        assertThat(post.mail("alice@example.org", "INBOX")).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> anyCutGivesTheSameConversation() {
        // "~" is a bare LF.
        String script = """
                LHLO c
                MAIL FROM:<a@example.com> SIZE=10
                RCPT TO:<alice@example.org>
                DATA
                a
                ..
                .~
                .
                MAIL FROM:<>
                RCPT TO:<bob@example.org>
                BDAT 3
                a
                BDAT 2 LAST
                .~NOOP
                QUIT
                """.replace("\n", "\r\n").replace('~', '\n');
        String whole = new Dialogue(new Post()).send(script);
        assertThat(whole).endsWith("221 2.0.0 mx.example.org closes\r\n");
        return Stream.iterate(1, step -> step < 40, step -> step + 1)
                .map(step -> DynamicTest.dynamicTest("every " + step, () -> {
                    Post fresh = new Post();
                    Dialogue cut = new Dialogue(fresh);
                    StringBuilder said = new StringBuilder();
                    for (int at = 0; at < script.length(); at += step) {
                        said.append(cut.send(script.substring(at, Math.min(script.length(), at + step))));
                    }
                    assertThat(said.toString()).isEqualTo(whole);
                    assertThat(fresh.onlyMail("alice@example.org")).endsWith("+0000\r\na\r\n.\r\n\n\r\n");
                    assertThat(fresh.onlyMail("bob@example.org")).endsWith("+0000\r\na\r\n.\n");
                    fresh.assertNoLeaks();
                }));
    }
}
