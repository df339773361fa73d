package org.postern.net;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.postern.wire.BodyOctets;
import org.postern.wire.FileLease;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/** A protocol of lines that can do everything a session may do, and counts what is done to it. */
final class ToyProtocol implements SessionFactory {
    static final int LINE_LIMIT = 200;

    private static final byte[] DIGITS = "0123456789".repeat(101).getBytes(StandardCharsets.US_ASCII);

    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger disconnected = new AtomicInteger();
    final AtomicInteger repliesOpen = new AtomicInteger();
    final AtomicInteger leases = new AtomicInteger();
    final AtomicInteger unsolicited = new AtomicInteger();
    final AtomicLong generated = new AtomicLong();
    final AtomicInteger parallel = new AtomicInteger();
    final AtomicInteger mostParallel = new AtomicInteger();
    final Queue<Link> links = new ConcurrentLinkedQueue<>();
    final CountDownLatch gate = new CountDownLatch(1);
    private final @Nullable Path file;

    ToyProtocol() {
        this(null);
    }

    ToyProtocol(@Nullable Path file) {
        this.file = file;
    }

    @Override
    public ProtocolSession<?> open(Link link) {
        opened.incrementAndGet();
        links.add(link);
        return new Session(link);
    }

    @Override
    public String busy() {
        return "busy\r\n";
    }

    private final class Session implements ProtocolSession<Line>, Framer<Line> {
        private final Link link;
        private final LineFramer lines = new LineFramer(LINE_LIMIT, LineFramer.Ends.CRLF_OR_LF);
        private boolean authenticated;
        private volatile String key;

        Session(Link link) {
            this.link = link;
            this.key = link.remoteAddress();
        }

        @Override
        public Framer<Line> framer() {
            return this;
        }

        @Override
        public Optional<Line> next(ByteBuf in) {
            return lines.next(in);
        }

        @Override
        public int appetite() {
            return lines.appetite();
        }

        @Override
        public Reply greet() {
            return Reply.text("hello\r\n");
        }

        @Override
        public Reply handle(Line request) {
            if (!(request instanceof Line.Text text)) {
                return Reply.text("too long\r\n");
            }
            String line = text.latin1();
            int space = line.indexOf(' ');
            String word = space < 0 ? line : line.substring(0, space);
            String rest = space < 0 ? "" : line.substring(space + 1);
            return switch (word) {
                case "echo" -> Reply.text(rest + "\r\n");
                case "login" -> login(rest);
                case "tls" -> Reply.text("go\r\n", Reply.Next.START_TLS);
                case "deflate" -> Reply.text("go\r\n", Reply.Next.START_COMPRESSION);
                case "plain" -> Reply.text("gone\r\n", Reply.Next.END_COMPRESSION);
                case "secure" -> Reply.text(link.isTls() ? "yes " + link.tlsDetails() + "\r\n" : "no\r\n");
                case "who" -> Reply.text(link.remoteAddress() + " " + link.isLocal() + "\r\n");
                case "quit" -> Reply.text("bye\r\n", Reply.Next.CLOSE);
                case "throw" -> throw new IllegalStateException("as asked");
                case "break" -> new Broken();
                case "big" -> new Big(Long.parseLong(rest), false);
                case "list" -> new Big(Long.parseLong(rest), true);
                case "file" -> new FileReply(Long.parseLong(rest));
                case "late" -> new Late(Duration.ofMillis(Long.parseLong(rest)));
                case "wait" -> block();
                case "work" -> work();
                default -> Reply.text("what\r\n");
            };
        }

        private Reply login(String user) {
            authenticated = true;
            key = user;
            return Reply.text("welcome\r\n");
        }

        private Reply work() {
            link.interject("working\r\n".getBytes(StandardCharsets.US_ASCII));
            return block();
        }

        private Reply block() {
            mostParallel.accumulateAndGet(parallel.incrementAndGet(), Math::max);
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                parallel.decrementAndGet();
            }
            return Reply.text("waited\r\n");
        }

        @Override
        public Reply unsolicited() {
            unsolicited.incrementAndGet();
            return Reply.text("news\r\n");
        }

        @Override
        public Reply timedOut() {
            return Reply.text("timeout\r\n");
        }

        @Override
        public Reply stopping() {
            return Reply.text("stopping\r\n");
        }

        @Override
        public Reply garbled() {
            return Reply.text("garbled\r\n");
        }

        @Override
        public boolean isAuthenticated() {
            return authenticated;
        }

        @Override
        public String shareKey() {
            return key;
        }

        @Override
        public void disconnected() {
            disconnected.incrementAndGet();
        }
    }

    /** Counts itself while it is open. */
    private abstract class Counted implements Reply {
        Counted() {
            repliesOpen.incrementAndGet();
        }

        @Override
        public void close() {
            repliesOpen.decrementAndGet();
        }
    }

    private final class Broken extends Counted {
        @Override
        public Progress pull(WireOut out) throws IOException {
            out.ascii("begun\r\n");
            throw new IOException("as asked");
        }
    }

    /** Generated octets: the low digit of the position. */
    private final class Big extends Counted {
        private final long size;
        private final boolean worthOneWrite;
        private long at;

        Big(long size, boolean worthOneWrite) {
            this.size = size;
            this.worthOneWrite = worthOneWrite;
        }

        @Override
        public boolean isWorthOneWrite() {
            return worthOneWrite;
        }

        @Override
        public Progress pull(WireOut out) {
            while (at < size && !out.isFull()) {
                int phase = (int) (at % 10);
                int n = (int) Math.min(1000, size - at);
                out.octets(DIGITS, phase, n);
                at += n;
                generated.addAndGet(n);
            }
            return at == size ? Progress.DONE : Progress.MORE;
        }
    }

    private final class FileReply extends Counted implements BodyOctets {
        private final AtomicInteger owners = new AtomicInteger();
        private final FileChannel channel;
        private final long size;
        private long at;

        FileReply(long size) {
            this.size = size;
            own();
            try {
                this.channel = FileChannel.open(java.util.Objects.requireNonNull(file), StandardOpenOption.READ);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public Progress pull(WireOut out) throws IOException {
            at += out.body(this, at, size - at);
            return at == size ? Progress.DONE : Progress.MORE;
        }

        @Override
        public int read(long position, ByteBuffer into) throws IOException {
            return channel.read(into, position);
        }

        @Override
        public Optional<FileLease> lease() {
            own();
            return Optional.of(new FileLease(channel, this::disown));
        }

        @Override
        public void close() {
            super.close();
            disown();
        }

        private void own() {
            owners.incrementAndGet();
            leases.incrementAndGet();
        }

        private void disown() {
            leases.decrementAndGet();
            if (owners.decrementAndGet() == 0) {
                try {
                    channel.close();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        }
    }

    private final class Late extends Counted {
        private final Duration delay;

        Late(Duration delay) {
            this.delay = delay;
        }

        @Override
        public Duration delay() {
            return delay;
        }

        @Override
        public Progress pull(WireOut out) {
            out.ascii("late\r\n");
            return Progress.DONE;
        }
    }
}
