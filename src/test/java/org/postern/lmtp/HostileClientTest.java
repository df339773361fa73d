package org.postern.lmtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.postern.delivery.Post;

/** Whatever a client sends, every answer is one, nothing throws and nothing stays open. */
final class HostileClientTest {
    private static final List<String> PIECES = List.of(
            "LHLO client\r\n",
            "MAIL FROM:<a@example.com>\r\n",
            "MAIL FROM:<> SIZE=10 BODY=8BITMIME SMTPUTF8\r\n",
            "RCPT TO:<alice@example.org>\r\n",
            "RCPT TO:<bob+x@example.org>\r\n",
            "RCPT TO:<nobody@example.org>\r\n",
            "DATA\r\n",
            "BDAT 7\r\n",
            "BDAT 0 LAST\r\n",
            "BDAT 3 LAST\r\n",
            "BDAT 1000000000000 LAST\r\n",
            "RSET\r\n",
            "NOOP\r\n",
            "VRFY x\r\n",
            "HELP\r\n",
            ".\r\n",
            "\r\n.\r\n",
            "\r\n",
            "\n",
            "\r",
            "\u0000",
            "\u00ff",
            "<",
            "\"",
            "..x",
            "some text",
            "QUIT\r\n");

    @TestFactory
    Stream<DynamicTest> survives() {
        return new Random(42).longs(200).mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> attack(seed)));
    }

    private static void attack(long seed) {
        Random random = new Random(seed);
        Post post = new Post();
        post.settings = post.settings.withMaxSize(30);
        post.store.room("alice@example.org", random.nextInt(2000));
        post.store.disk(random.nextBoolean() ? Long.MAX_VALUE : random.nextInt(3000));
        Dialogue dialogue = new Dialogue(post, new LmtpLimits(60, 16, 50, 20));
        StringBuilder said = new StringBuilder(dialogue.heard());
        if (random.nextBoolean()) {
            dialogue.send("LHLO c\r\nMAIL FROM:<>\r\nRCPT TO:<alice@example.org>\r\n");
        }
        for (int i = 0; i < 100 && !dialogue.isClosed(); i++) {
            said.append(dialogue.send(piece(random)));
        }
        dialogue.session().disconnected();
        assertThat(said.toString().split("\r\n")).allMatch(l -> l.matches("[2345]\\d\\d[ -][^\r\n]+"));
        post.assertNoLeaks();
    }

    private static String piece(Random random) {
        String piece = PIECES.get(random.nextInt(PIECES.size()));
        return random.nextInt(10) == 0 ? piece.substring(0, random.nextInt(piece.length() + 1)) : piece;
    }
}
