package org.postern.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postern.audit.Audit;

/** Conversations over a real socket in the clear. */
class ReplyPumpTest {
    private final ToyProtocol toy = new ToyProtocol();
    private final NetSettings settings = NetSettings.DEFAULT.withThreads(new NetSettings.Threads(1, 8, 2));
    private final Listeners listeners =
            new Listeners(settings, new ConnectionCounts(settings.limits()), Optional.empty(), new Audit());

    @BeforeEach
    void listen() throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        listeners.start(List.of(new ListenerSpec("toy", any, TlsMode.PLAIN, toy)));
    }

    @AfterEach
    void everythingIsGivenBack() {
        toy.gate.countDown();
        listeners.close();
        assertThat(toy.disconnected.get()).isEqualTo(toy.opened.get());
        assertThat(toy.repliesOpen.get()).isZero();
        assertThat(toy.leases.get()).isZero();
        assertThat(listeners.sessions()).isZero();
    }

    private ToyClient client() throws IOException {
        ToyClient client = new ToyClient(listeners.port("toy"));
        assertThat(client.line()).isEqualTo("hello");
        return client;
    }

    @Test
    void anExceptionInHandleCostsTheConnectionOnlyAndEarlierAnswersArrive() throws IOException {
        try (ToyClient other = client();
                ToyClient client = client()) {
            client.send("echo one\r\nthrow\r\necho two\r\n");
            assertThat(client.rest()).isEqualTo("one\r\n");
            assertThat(other.send("echo alive\r\n").line()).isEqualTo("alive");
        }
    }

    @Test
    void anExceptionInPullClosesAfterWhatWasWritten() throws IOException {
        try (ToyClient client = client()) {
            assertThat(client.send("break\r\necho two\r\n").rest()).isEqualTo("begun\r\n");
        }
    }

    @Test
    void aLineAboveTheLimitIsOneRefusalAndSkippedToItsEnd() throws IOException {
        try (ToyClient client = client()) {
            client.send("x".repeat(300_000) + "\r\necho next\r\n");
            assertThat(client.line()).isEqualTo("too long");
            assertThat(client.line()).isEqualTo("next");
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        try (ToyClient client = client()) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 5000; i++) {
                all.append("echo ").append(i).append("\r\n");
            }
            client.send(all.toString());
            for (int i = 0; i < 5000; i++) {
                assertThat(client.line()).isEqualTo(String.valueOf(i));
            }
        }
    }

    @Test
    void bothWaysAreCompressedFromOneReplyToAnother() throws Exception {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try (ToyClient client = client()) {
            assertThat(client.send("deflate\r\n").line()).isEqualTo("go");
            client.send(compressed(deflater, "echo one\r\nbig 1000000\r\necho two\r\nplain\r\n")
                    + "echo three\r\nquit\r\n");
            byte[] rest = client.rest().getBytes(ISO_8859_1);
            Inflater inflater = new Inflater(true);
            inflater.setInput(rest);
            byte[] plain = new byte[1_100_000];
            int size = inflater.inflate(plain);
            assertThat(new String(plain, 0, size, ISO_8859_1))
                    .startsWith("one\r\n0123456789")
                    .endsWith("two\r\ngone\r\n")
                    .hasSize(1_000_016);
            assertThat(inflater.finished()).isTrue();
            assertThat(rest.length).isLessThan(100_000);
            assertThat(new String(rest, rest.length - inflater.getRemaining(), inflater.getRemaining(), ISO_8859_1))
                    .isEqualTo("three\r\nbye\r\n");
            inflater.end();
        } finally {
            deflater.end();
        }
    }

    @Test
    void whatIsSaidInTheMidstOfWorkArrivesBeforeItIsDone() throws IOException {
        try (ToyClient client = client()) {
            client.send("echo before\r\nwork\r\necho behind\r\n");
            assertThat(client.line()).isEqualTo("before");
            assertThat(client.line()).isEqualTo("working");
            assertThat(toy.gate.getCount()).isEqualTo(1);
            toy.gate.countDown();
            assertThat(client.line()).isEqualTo("waited");
            assertThat(client.line()).isEqualTo("behind");
        }
    }

    @Test
    void whatIsSaidInTheMidstOfWorkIsCompressedWithTheRest() throws Exception {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        Inflater inflater = new Inflater(true);
        try (ToyClient client = client()) {
            assertThat(client.send("deflate\r\n").line()).isEqualTo("go");
            client.send(compressed(deflater, "work\r\nquit\r\n"));
            StringBuilder plain = new StringBuilder();
            while (!plain.toString().equals("working\r\n")) {
                inflater.setInput(client.octets(1));
                byte[] some = new byte[100];
                plain.append(new String(some, 0, inflater.inflate(some), ISO_8859_1));
            }
            toy.gate.countDown();
            inflater.setInput(client.rest().getBytes(ISO_8859_1));
            byte[] some = new byte[100];
            assertThat(new String(some, 0, inflater.inflate(some), ISO_8859_1)).isEqualTo("waited\r\nbye\r\n");
        } finally {
            deflater.end();
            inflater.end();
        }
    }

    @Test
    void whatCannotBeInflatedIsTheEnd() throws Exception {
        try (ToyClient client = client()) {
            assertThat(client.send("deflate\r\n").line()).isEqualTo("go");
            byte[] last = client.send("echo one\r\n").rest().getBytes(ISO_8859_1);
            Inflater inflater = new Inflater(true);
            inflater.setInput(last);
            byte[] plain = new byte[100];
            assertThat(new String(plain, 0, inflater.inflate(plain), ISO_8859_1))
                    .isEqualTo("garbled\r\n");
            inflater.end();
        }
    }

    private static String compressed(Deflater deflater, String text) {
        deflater.setInput(text.getBytes(ISO_8859_1));
        byte[] octets = new byte[1000];
        int size = deflater.deflate(octets, 0, octets.length, Deflater.SYNC_FLUSH);
        return new String(octets, 0, size, ISO_8859_1);
    }

    @Test
    void aClientThatEndsItsOutputStillGetsItsAnswers() throws IOException {
        try (ToyClient client = client()) {
            client.send("big 1000000\r\necho last\r\nquit").endOutput();
            assertThat(client.rest()).hasSize(1_000_006).endsWith("last\r\n");
        }
    }

    @Test
    void theLastWordsArriveThoughTheClientStillSends() throws IOException {
        try (ToyClient client = client()) {
            client.send("quit\r\n" + "echo more\r\n".repeat(20_000));
            assertThat(client.line()).isEqualTo("bye");
            assertThat(client.line()).isEqualTo("(end)");
        }
    }

    @Test
    void aClientThatLeavesInTheMiddleOfAnAnswerIsForgotten() throws IOException {
        ToyClient client = client();
        client.send("big 100000000\r\n");
        client.octets(10);
        client.socket().setSoLinger(true, 0);
        client.close();
        await().until(() -> toy.disconnected.get() == 1 && toy.repliesOpen.get() == 0);
        assertThat(toy.generated.get()).isLessThan(50_000_000);
    }

    @Test
    void wakeUpsMergeAndComeBetweenAnswers() throws IOException {
        try (ToyClient client = client()) {
            Link link = toy.links.element();
            client.send("wait\r\n");
            await().until(() -> toy.parallel.get() == 1);
            for (int i = 0; i < 1000; i++) {
                link.wake();
            }
            toy.gate.countDown();
            assertThat(client.line()).isEqualTo("waited");
            assertThat(client.line()).isEqualTo("news");
            assertThat(client.send("echo done\r\n").line()).isEqualTo("done");
            assertThat(toy.unsolicited.get()).isEqualTo(1);
            link.wake();
            assertThat(client.line()).isEqualTo("news");
        }
    }

    @Test
    void aDelayedReplyHoldsNoThread() throws IOException {
        try (ToyClient client = client()) {
            ToyClient[] waiting = new ToyClient[50];
            for (int i = 0; i < waiting.length; i++) {
                waiting[i] = client();
                waiting[i].send("late 300\r\necho after\r\n");
            }
            // Only 8 workers, 2 for this address: were a delay to hold one, this would wait for seconds.
            assertThat(client.send("echo quick\r\n").line()).isEqualTo("quick");
            for (ToyClient late : waiting) {
                assertThat(late.line()).isEqualTo("late");
                assertThat(late.line()).isEqualTo("after");
                late.close();
            }
        }
    }

    @Test
    void oneAccountOccupiesNoMoreThanItsShareOfTheWorkers() throws IOException {
        ToyClient[] greedy = new ToyClient[6];
        for (int i = 0; i < greedy.length; i++) {
            greedy[i] = client();
            assertThat(greedy[i].send("login greedy\r\n").line()).isEqualTo("welcome");
        }
        try (ToyClient other = client()) {
            assertThat(other.send("login other\r\n").line()).isEqualTo("welcome");
            for (ToyClient g : greedy) {
                g.send("wait\r\n");
            }
            await().until(() -> toy.parallel.get() == 2);
            assertThat(other.send("echo free\r\n").line()).isEqualTo("free");
            toy.gate.countDown();
            for (ToyClient g : greedy) {
                assertThat(g.line()).isEqualTo("waited");
                g.close();
            }
            assertThat(toy.mostParallel.get()).isEqualTo(2);
        }
    }

    @Test
    void stoppingLetsAnAnswerEndAndSaysTheLastWords() throws Exception {
        try (ToyClient idle = client();
                ToyClient busy = client()) {
            busy.send("big 20000000\r\n");
            busy.octets(1);
            Thread stopper = new Thread(() -> listeners.stop(Duration.ofSeconds(10)));
            stopper.start();
            assertThat(idle.rest()).isEqualTo("stopping\r\n");
            assertThat(busy.rest()).hasSize(19_999_999 + 10).endsWith("stopping\r\n");
            stopper.join();
        }
    }

    @Test
    void stoppingDoesNotWaitForAClientThatDoesNotRead() throws IOException {
        try (ToyClient stalled = client()) {
            stalled.send("big 200000000\r\n");
            stalled.octets(1);
            long start = System.nanoTime();
            listeners.stop(Duration.ofMillis(200));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
        }
    }

    @Test
    void aBareSocketThatSaysNothingIsNoTrouble() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listeners.port("toy"))) {
            assertThat(socket.isConnected()).isTrue();
        }
        await().until(() -> listeners.sessions() == 0);
    }
}
