package org.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postern.delivery.Post;
import org.postern.delivery.WhenFull;
import org.postern.net.NoLink;
import org.postern.net.PulledReply;
import org.postern.net.Reply;
import org.postern.policy.codec.PolicyFramer;
import org.postern.policy.codec.PolicyRequest;

final class PolicySessionTest {
    private final Post post = new Post();
    private final PolicyFramer framer = new PolicyFramer(200, 10);
    private final NoLink link = NoLink.fromLoopback();
    private final PolicySession session = new PolicySession(link, post.delivery);
    private final ByteBuf pending = Unpooled.buffer();

    @AfterEach
    void nothingIsSaidUnasked() {
        assertThat(link.isWoken()).isFalse();
    }

    @AfterEach
    void everyBufferIsGivenBack() {
        pending.release();
        post.assertNoLeaks();
    }

    @Test
    void thereIsNothingAgainstSomebodyWithRoom() {
        assertThat(ask("recipient=alice@example.org", "size=1000")).isEqualTo("action=DUNNO\n\n");
    }

    @Test
    void aFullMailboxIsRefusedWhileTheSenderIsStillThere() {
        post.store.room("alice@example.org", 0);
        assertThat(ask("recipient=alice@example.org")).isEqualTo("action=552 5.2.2 Mailbox full\n\n");
        assertThat(ask("recipient=Alice+lists@Example.ORG")).isEqualTo("action=552 5.2.2 Mailbox full\n\n");
        assertThat(ask("recipient=bob@example.org")).isEqualTo("action=DUNNO\n\n");
    }

    @Test
    void whereFullMeansLaterTheSenderComesBack() {
        post.settings = post.settings.withWhenFull(WhenFull.DEFER);
        post.store.room("alice@example.org", 0);
        assertThat(ask("recipient=alice@example.org"))
                .isEqualTo("action=DEFER_IF_PERMIT 4.2.2 Mailbox full, try again later\n\n");
    }

    @Test
    void whatIsTooBigForAnybodyIsRefused() {
        post.settings = post.settings.withMaxSize(1000);
        assertThat(ask("recipient=alice@example.org", "size=1000")).isEqualTo("action=DUNNO\n\n");
        assertThat(ask("recipient=alice@example.org", "size=1001")).isEqualTo("action=552 5.3.4 Message too big\n\n");
    }

    @Test
    void usersThatCannotBeReadDefer() {
        post.usersUnreadable = true;
        assertThat(ask("recipient=alice@example.org"))
                .isEqualTo("action=DEFER_IF_PERMIT 4.3.0 Temporary failure, try again later\n\n");
    }

    @Test
    void whoIsNotOursIsPostfixsToJudge() {
        assertThat(ask("recipient=nobody@example.org")).isEqualTo("action=DUNNO\n\n");
        assertThat(ask("recipient=who@elsewhere.example")).isEqualTo("action=DUNNO\n\n");
        assertThat(ask("recipient=<>")).isEqualTo("action=DUNNO\n\n");
        assertThat(ask("recipient=")).isEqualTo("action=DUNNO\n\n");
        assertThat(ask("size=huge", "recipient=alice@example.org")).isEqualTo("action=DUNNO\n\n");
    }

    @Test
    void questionsMayComeInAnyPieces() {
        String question = "request=smtpd_access_policy\nrecipient=alice@example.org\n\n";
        StringBuilder heard = new StringBuilder();
        for (char octet : (question + question).toCharArray()) {
            heard.append(send(String.valueOf(octet)));
        }
        assertThat(heard).hasToString("action=DUNNO\n\naction=DUNNO\n\n");
    }

    @Test
    void whatIsNoQuestionEndsTheConnection() {
        for (String nonsense : new String[] {
            "GET / HTTP/1.1\n",
            "=x\n",
            "\n",
            "request=something_else\n\n",
            "x=" + "y".repeat(300) + "\n",
            "a=\nb=\nc=\nd=\ne=\nf=\ng=\nh=\ni=\nj=\nk=\n"
        }) {
            PolicyFramer fresh = new PolicyFramer(200, 10);
            ByteBuf in = Unpooled.copiedBuffer(nonsense, StandardCharsets.ISO_8859_1);
            Optional<PolicyRequest> request = fresh.next(in);
            in.release();
            assertThat(request).as(nonsense).isPresent();
            assertThat(PulledReply.of(session.handle(request.get())))
                    .as(nonsense)
                    .isEqualTo(new PulledReply("", Reply.Next.CLOSE));
        }
    }

    @Test
    void attributesThatRepeatCountOnce() {
        assertThat(framer.next(Unpooled.copiedBuffer("a=1\na=2\nb=\n\n", StandardCharsets.US_ASCII)))
                .contains(new PolicyRequest.Question(Map.of("a", "2", "b", "")));
    }

    private String ask(String... attributes) {
        return send("request=smtpd_access_policy\nprotocol_state=RCPT\n" + String.join("\n", attributes) + "\n\n");
    }

    private String send(String octets) {
        pending.writeBytes(octets.getBytes(StandardCharsets.ISO_8859_1));
        StringBuilder heard = new StringBuilder();
        for (Optional<PolicyRequest> request = framer.next(pending);
                request.isPresent();
                request = framer.next(pending)) {
            PulledReply reply = PulledReply.of(session.handle(request.get()));
            heard.append(reply.text());
            assertThat(reply.next()).isEqualTo(Reply.Next.READ_ON);
        }
        return heard.toString();
    }
}
