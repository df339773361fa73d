package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.StoreException;
import org.postern.store.UserName;

/** A mailbox that the store knows, opened by a store that has just started: index, look at the files, snapshot. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class IndexLoad {
    private static final UserName USER = UserName.of("user@bench.test");

    @Param({"1000", "10000", "100000"})
    private int messages = 1000;

    private Path data = Path.of("");

    @Setup
    public void fill() throws IOException, StoreException {
        data = Files.createTempDirectory("index-load-");
        Path inbox = data.resolve("mail/bench.test/user");
        for (String part : List.of("cur", "new", "tmp")) {
            Files.createDirectories(inbox.resolve(part));
        }
        for (int i = 0; i < messages; i++) {
            String name = "%d.M%06dP1.bench,S=4,W=4:2,S".formatted(1_700_000_000L + i, i);
            Files.writeString(inbox.resolve("cur").resolve(name), "\r\n\r\n");
        }
        load();
    }

    @TearDown
    public void remove() throws IOException {
        try (Stream<Path> tree = Files.walk(data)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Benchmark
    public int load() throws StoreException {
        MaildirSettings settings = MaildirSettings.of("bench.test");
        try (MaildirStore store =
                        MaildirStore.open(data.resolve("mail"), settings, InstantSource.system(), new Random(1));
                Mailbox inbox = store.open(USER).open(MailboxName.INBOX)) {
            return inbox.refresh().size();
        }
    }
}
