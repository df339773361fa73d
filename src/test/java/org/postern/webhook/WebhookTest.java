package org.postern.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.net.TlsSelfSigned;

final class WebhookTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration AGE = Duration.ofHours(1);
    private static final WebhookLimits LIMITS =
            new WebhookLimits(5, AGE, new WebhookLimits.Pauses(Duration.ofMillis(1), Duration.ofMillis(4), 4), LONG);

    @TempDir
    private Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-27T12:00:00Z"));

    private final ScheduledExecutorService worker = Executors.newScheduledThreadPool(2);
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<String> ids = new CopyOnWriteArrayList<>();
    private final List<String> signatures = new CopyOnWriteArrayList<>();
    /** What the other side took, in its order. */
    private final List<String> taken = new CopyOnWriteArrayList<>();
    /** To these it answers 500. */
    private final Set<String> poisonous = ConcurrentHashMap.newKeySet();
    /** What the other side answers, in turn; afterwards 200. */
    private final BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();

    private HttpServer server;
    private Optional<WebhookTarget> target = Optional.empty();

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", this::answer);
        server.start();
        target = Optional.of(target("http", server, Optional.empty()));
    }

    @AfterEach
    void stop() {
        worker.shutdownNow();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            signatures.add(String.valueOf(exchange.getRequestHeaders().getFirst(Webhook.SIGNATURE)));
            ids.add(String.valueOf(exchange.getRequestHeaders().getFirst(Webhook.ID)));
            told.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " " + body);
            Integer next = answers.poll();
            int status = next != null ? next : poisonous.contains(body) ? 500 : 200;
            if (status == 200) {
                taken.add(body);
            }
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private static WebhookTarget target(String scheme, HttpServer server, Optional<String> secret) {
        URI uri = URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort() + "/hook");
        return new WebhookTarget(uri, secret);
    }

    private Webhook webhook() {
        return new Webhook(() -> target, LIMITS, directory.resolve("webhook"), now::get);
    }

    /** Each about something else. */
    private static void post(Webhook webhook, String event) {
        webhook.post("about " + event, event);
    }

    private static void awaitNothingWaits(Webhook webhook) {
        await().atMost(LONG).until(() -> webhook.waiting() == 0);
    }

    @Test
    void eventsAreToldInOrderEachOnce() {
        try (Webhook webhook = webhook()) {
            post(webhook, "{\"n\":1}");
            post(webhook, "{\"n\":\"ü\"}");
            webhook.start(worker);
            awaitNothingWaits(webhook);
            post(webhook, "{\"n\":3}");
            awaitNothingWaits(webhook);
        }
        assertThat(told)
                .containsExactly(
                        "POST application/json {\"n\":1}",
                        "POST application/json {\"n\":\"ü\"}",
                        "POST application/json {\"n\":3}");
        assertThat(signatures).containsOnly("null");
    }

    @Test
    void aSecretSigns() {
        target = Optional.of(target("http", server, Optional.of("what do ya want for nothing?")));
        assertThat(target.get().toString()).doesNotContain("want");
        try (Webhook webhook = webhook()) {
            webhook.start(worker);
            post(webhook, "Hi");
            awaitNothingWaits(webhook);
        }
        // Of RFC 4231 4.3 the key; the text is ours.
        assertThat(new WebhookTarget(URI.create("http://x/"), Optional.of("Jefe"))
                        .signature("what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII)))
                .hasValue("sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assertThat(signatures)
                .containsExactly(target.get()
                        .signature("Hi".getBytes(StandardCharsets.UTF_8))
                        .orElseThrow());
    }

    @Test
    void whatMayPassIsTriedAgainAndOthersWait() {
        answers.addAll(List.of(503, 429, 500));
        try (Webhook webhook = webhook()) {
            post(webhook, "a");
            post(webhook, "b");
            webhook.start(worker);
            awaitNothingWaits(webhook);
        }
        assertThat(told).extracting(line -> line.substring(line.length() - 1)).containsExactly("a", "a", "a", "a", "b");
    }

    @Test
    void whatIsNeverTakenHoldsUpOnlyWhatIsAboutTheSame() {
        poisonous.add("a");
        try (Webhook webhook = webhook()) {
            webhook.post("alice", "a");
            webhook.post("bob", "b");
            webhook.post("alice", "c");
            webhook.post("carol", "d");
            webhook.start(worker);
            await().atMost(LONG).until(() -> taken.equals(List.of("b", "d")));
            webhook.post("bob", "e");
            await().atMost(LONG).until(() -> taken.equals(List.of("b", "d", "e")));
            await().atMost(LONG).until(() -> webhook.waiting() == 2);
            poisonous.clear();
            awaitNothingWaits(webhook);
        }
        assertThat(taken).containsExactly("b", "d", "e", "a", "c");
        assertThat(last()).as("others wait for four attempts").startsWith("a", "a", "a", "a", "b");
    }

    @Test
    void severalThatAreNeverTakenHoldUpNobodyElse() {
        poisonous.addAll(List.of("a", "b", "c"));
        try (Webhook webhook = webhook()) {
            for (String event : List.of("a", "b", "c", "d", "e")) {
                post(webhook, event);
            }
            webhook.start(worker);
            await().atMost(LONG).until(() -> taken.equals(List.of("d", "e")));
            await().atMost(LONG).until(() -> webhook.waiting() == 3);
        }
        assertThat(last())
                .as("once nothing is taken, each is tried once")
                .startsWith("a", "a", "a", "a", "b", "c", "d");
    }

    @Test
    void howeverLongItIsDownNoneOvertakesAnotherAboutTheSame() {
        answers.addAll(Collections.nCopies(40, 503));
        try (Webhook webhook = webhook()) {
            webhook.post("alice", "a");
            webhook.post("bob", "b");
            webhook.post("alice", "c");
            webhook.start(worker);
            awaitNothingWaits(webhook);
        }
        assertThat(taken).containsExactlyInAnyOrder("a", "b", "c").containsSubsequence("a", "c");
        assertThat(told).hasSize(43);
    }

    @Test
    void whatIsNeverTakenIsGivenUpWhenItIsTooOldAndTheNextHasItsTurn() {
        poisonous.add("a");
        try (Webhook webhook = webhook()) {
            webhook.post("alice", "a");
            webhook.start(worker);
            await().atMost(LONG).until(() -> told.size() > 5);
            now.updateAndGet(at -> at.plus(AGE));
            webhook.post("alice", "b");
            now.updateAndGet(at -> at.plusMillis(1));
            awaitNothingWaits(webhook);
        }
        assertThat(taken).containsExactly("b");
    }

    @Test
    void whatWasNotTakenIsToldInItsOrderByTheNextProcess() throws Exception {
        poisonous.add("a");
        try (Webhook webhook = webhook()) {
            webhook.post("alice", "a");
            webhook.post("alice", "b");
            webhook.post("carol", "c");
            webhook.start(worker);
            await().atMost(LONG).until(() -> webhook.waiting() == 2);
        }
        assertThat(files()).hasSize(2);
        poisonous.clear();
        String earlier = "1." + Objects.requireNonNull(now.get()).toEpochMilli() + ".of-an-earlier-version";
        Files.writeString(directory.resolve("webhook").resolve(earlier), "d");
        try (Webhook webhook = webhook()) {
            webhook.load();
            webhook.start(worker);
            awaitNothingWaits(webhook);
        }
        assertThat(taken).contains("d").containsSubsequence("c", "a", "b");
        assertThat(files()).isEmpty();
    }

    @Test
    void whatIsTooOldIsGivenUpAndTheNextHasItsTurn() {
        try (Webhook webhook = webhook()) {
            post(webhook, "a");
            now.updateAndGet(at -> at.plus(AGE).plusMillis(1));
            post(webhook, "b");
            webhook.start(worker);
            awaitNothingWaits(webhook);
        }
        assertThat(last()).containsExactly("b");
    }

    /** The last letter of everything that was told. */
    private List<String> last() {
        return told.stream().map(line -> line.substring(line.length() - 1)).toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("webhook"))) {
            return files.toList();
        }
    }

    @Test
    void whatWaitsIsToldByTheNextProcess() throws Exception {
        try (Webhook webhook = webhook()) {
            post(webhook, "a");
            post(webhook, "\u00FCb");
        }
        Files.writeString(directory.resolve("webhook/begun.tmp"), "x");
        Files.writeString(directory.resolve("webhook/not an event"), "x");
        try (Webhook webhook = webhook()) {
            webhook.load();
            post(webhook, "c");
            assertThat(webhook.waiting()).isEqualTo(3);
            webhook.start(worker);
            awaitNothingWaits(webhook);
        }
        assertThat(told)
                .extracting(line -> line.substring("POST application/json ".length()))
                .containsExactly("a", "\u00FCb", "c");
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(files()).containsExactly(directory.resolve("webhook/not an event"));
    }

    @Test
    void whatWasToldAndNotNotedComesAgainUnderItsId() throws Exception {
        try (Webhook webhook = webhook()) {
            post(webhook, "a");
            Path file = files().get(0);
            String text = Files.readString(file);
            webhook.start(worker);
            awaitNothingWaits(webhook);
            Files.writeString(file, text); // as if the process had ended before
        }
        try (Webhook webhook = webhook()) {
            webhook.load();
            webhook.start(worker);
            awaitNothingWaits(webhook);
        }
        assertThat(last()).containsExactly("a", "a");
        assertThat(ids.get(1)).isEqualTo(ids.get(0)).matches("[0-9a-f-]{36}");
    }

    @Test
    void whoTakesNothingNowIsToldLaterByTheNextProcess() throws Exception {
        server.stop(0);
        try (Webhook webhook = webhook()) {
            webhook.start(worker);
            post(webhook, "a");
            post(webhook, "b");
        }
        listen();
        try (Webhook webhook = webhook()) {
            webhook.load();
            webhook.start(worker);
            awaitNothingWaits(webhook);
        }
        assertThat(last()).containsExactly("a", "b");
    }

    @Test
    void whereTheDiskCannotBeWrittenEventsWaitInMemory() throws Exception {
        Files.writeString(directory.resolve("webhook"), "no directory");
        try (Webhook webhook = webhook()) {
            webhook.load();
            post(webhook, "a");
            webhook.start(worker);
            awaitNothingWaits(webhook);
        }
        assertThat(last()).containsExactly("a");
    }

    @Test
    void pausesDoubleUpToTheLongest() {
        WebhookLimits.Pauses pauses = WebhookLimits.DEFAULT.pauses();
        assertThat(IntStream.rangeClosed(1, 9).mapToObj(pauses::after).map(Duration::toSeconds))
                .containsExactly(2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L);
        assertThat(pauses.after(100_000)).isEqualTo(pauses.longest());
    }

    @Test
    void whatIsRefusedOrSentElsewhereIsNotTriedAgain() {
        answers.addAll(List.of(404, 302));
        try (Webhook webhook = webhook()) {
            post(webhook, "a");
            post(webhook, "b");
            post(webhook, "c");
            webhook.start(worker);
            awaitNothingWaits(webhook);
        }
        assertThat(told).extracting(line -> line.substring(line.length() - 1)).containsExactly("a", "b", "c");
    }

    @Test
    void theOldestGiveWayAndNobodyWaits() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        server.removeContext("/hook");
        server.createContext("/hook", exchange -> {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            answer(exchange);
        });
        try (Webhook webhook = webhook()) {
            webhook.start(worker);
            for (char c = 'a'; c <= 'z'; c++) {
                post(webhook, String.valueOf(c)); // the first is being told while all others come
            }
            assertThat(webhook.waiting()).isEqualTo(5);
            goOn.countDown();
            awaitNothingWaits(webhook);
        }
        assertThat(told).extracting(line -> line.substring(line.length() - 1)).endsWith("v", "w", "x", "y", "z");
        assertThat(told).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void anEndlessAnswerIsNotRead() {
        server.removeContext("/hook");
        server.createContext("/hook", exchange -> {
            told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, 0);
            try {
                while (true) {
                    exchange.getResponseBody().write(new byte[8192]);
                }
            } catch (IOException e) {
                exchange.close(); // the client has gone
            }
        });
        try (Webhook webhook = webhook()) {
            webhook.start(worker);
            post(webhook, "a");
            awaitNothingWaits(webhook);
        }
        assertThat(told).containsExactly("a");
    }

    @Test
    void withoutATargetNothingWaits() throws Exception {
        try (Webhook webhook = webhook()) {
            post(webhook, "of before");
        }
        target = Optional.empty();
        try (Webhook webhook = webhook()) {
            webhook.load();
            post(webhook, "a");
            webhook.start(worker);
            awaitNothingWaits(webhook);
        }
        assertThat(files()).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void whoeverTellsWhenTheWorkersHaveGoneIsNotHurt() {
        try (Webhook webhook = webhook()) {
            webhook.start(worker);
            worker.shutdownNow();
            post(webhook, "a");
            post(webhook, "b");
            assertThat(webhook.waiting()).as("for the next process").isEqualTo(2);
        }
        assertThat(told).isEmpty();
    }

    @Test
    void whomTheMachineDoesNotTrustIsToldNothing(@TempDir Path directory) throws Exception {
        HttpsServer untrusted = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        untrusted.setHttpsConfigurator(new HttpsConfigurator(selfSigned(directory)));
        untrusted.createContext("/hook", this::answer);
        untrusted.start();
        target = Optional.of(target("https", untrusted, Optional.empty()));
        try (Webhook webhook = webhook()) {
            webhook.start(worker);
            post(webhook, "a");
            now.updateAndGet(at -> at.plus(AGE).plusMillis(1)); // given up when the attempt that has begun has failed
            awaitNothingWaits(webhook);
        } finally {
            untrusted.stop(0);
        }
        assertThat(told).isEmpty();
    }

    private static SSLContext selfSigned(Path directory) throws Exception {
        TlsSelfSigned own = new TlsSelfSigned(directory, "127.0.0.1", Clock.systemUTC(), new SecureRandom());
        own.ensure();
        Certificate certificate;
        try (var in = Files.newInputStream(own.certificate())) {
            certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        String pem = Files.readString(own.key()).replaceAll("-----[A-Z ]+-----|\\s", "");
        PrivateKey key = KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("own", key, new char[0], new Certificate[] {certificate});
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
