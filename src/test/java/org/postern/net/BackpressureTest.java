package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that does not read a 200 MB answer costs the server less than 1 MB and no thread. */
class BackpressureTest {
    private static final int SIZE = 200_000_000;

    private static final int CLIENTS = 40;

    /** The allocator takes memory in chunks of 4 to 8 MiB for each event loop, however little is asked of it. */
    private static final long CHUNKS = Runtime.getRuntime().availableProcessors() * (16L << 20);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "big,  plain, EPOLL",
        "big,  tls,   EPOLL",
        "file, plain, EPOLL",
        "file, tls,   EPOLL",
        "list, plain, EPOLL",
        "list, tls,   EPOLL",
        "big,  plain, NIO",
        "file, plain, NIO"
    })
    void aClientThatDoesNotReadCostsLittleAndNoThread(String kind, String how, Transport wanted) throws Exception {
        Transport transport = Transport.best() == Transport.NIO ? Transport.NIO : wanted;
        ToyProtocol toy = new ToyProtocol(file());
        try (ToyServer server = new ToyServer(ToyServer.SETTINGS, toy, directory.resolve("tls"), transport)) {
            List<ToyClient> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(how.equals("tls") ? server.tls() : server.plain());
            }
            long before = memory();
            for (ToyClient client : clients) {
                client.send(kind + " " + SIZE + "\r\necho done\r\n");
            }
            clients.forEach(BackpressureTest::begun);
            awaitStall(toy, server);
            assertThat(toy.repliesOpen.get() + toy.leases.get())
                    .as("an answer or an open file each, none ended")
                    .isGreaterThanOrEqualTo(CLIENTS);
            assertThat(memory() - before).isLessThan(CLIENTS * 1_000_000L + CHUNKS + spare(kind));
            ToyClient first = clients.get(0);
            first.skip(SIZE - 1);
            assertThat(first.line()).isEqualTo("done");
            for (ToyClient client : clients) {
                client.close();
            }
        }
    }

    /** What answers worth one write may have together; with TLS as it is and encrypted. */
    private static long spare(String kind) {
        return kind.equals("list") ? 2 * ToyServer.SETTINGS.batches().spare() : 0;
    }

    private static void begun(ToyClient client) {
        try {
            assertThat(client.octets(1)).hasSize(1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Waits until nothing has been generated for a while and no thread is held: the kernel's buffers are full. */
    private static void awaitStall(ToyProtocol toy, ToyServer server) {
        AtomicLong last = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(200))
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> {
                    long now = toy.generated.get();
                    assertThat(last.getAndSet(now)).as("octets generated").isEqualTo(now);
                    assertThat(server.listeners.busyWorkers()).isZero();
                });
    }

    private static long memory() {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        var netty = ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric();
        return heap + netty.usedDirectMemory();
    }

    private Path file() throws IOException {
        Path path = directory.resolve("large");
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
            sparse.setLength(SIZE);
        }
        return path;
    }
}
