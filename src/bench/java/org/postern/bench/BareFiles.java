package org.postern.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * What the file system gives to whoever delivers and does nothing else: each thread creates a file, writes it, syncs it,
 * renames it into a directory of its own and syncs that.
 */
record BareFiles(Stock stock, Path work, int threads, Duration span) {
    /** Files that all threads make durable in a second. */
    double perSecond() throws IOException {
        Path root = Files.createTempDirectory(work, "bare-");
        try {
            return Crowd.perSecond(threads, span, n -> new Agent(Files.createDirectory(root.resolve("u" + n)), n));
        } finally {
            Benchmark.delete(root);
        }
    }

    private final class Agent implements Crowd.Worker {
        private final Path temporary;
        private final Path target;
        private int written;

        Agent(Path home, int number) throws IOException {
            this.temporary = Files.createDirectory(home.resolve("tmp"));
            this.target = Files.createDirectory(home.resolve("new"));
            this.written = number * 37;
        }

        @Override
        public void step() throws IOException {
            String name = Integer.toString(written);
            Path file = temporary.resolve(name);
            try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                out.write(ByteBuffer.wrap(stock.sample(written++)));
                out.force(true);
            }
            Files.move(file, target.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel directory = FileChannel.open(target, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }
}
