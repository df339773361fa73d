package org.postern.imap.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.postern.bench.Mail;
import org.postern.imap.wire.Utf8;
import org.postern.mime.OctetSource;
import org.postern.store.MessageBody;
import org.postern.store.Summarizer;

/** ENVELOPE, BODYSTRUCTURE and common fields of a message in memory: made as for the cache, and taken from it again. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Summarizing.MESSAGES)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Summarizing {
    static final int MESSAGES = 200;

    private final MessageBody[] bodies = new MessageBody[MESSAGES];
    private final ByteBuffer[] summaries = new ByteBuffer[MESSAGES];

    @Setup
    public void write() throws IOException {
        Mail mail = new Mail(1);
        for (int i = 0; i < MESSAGES; i++) {
            bodies[i] = new InMemory(mail.message(i));
            summaries[i] = ByteBuffer.wrap(make(bodies[i]).orElseThrow());
        }
    }

    @Benchmark
    public void make(Blackhole hole) throws IOException {
        for (MessageBody body : bodies) {
            hole.consume(make(body));
        }
    }

    @Benchmark
    public void take(Blackhole hole) {
        for (ByteBuffer summary : summaries) {
            MessageSummary read = MessageSummary.read(summary, Utf8.OFF).orElseThrow();
            hole.consume(read.envelope());
            hole.consume(read.fields());
        }
    }

    private static Optional<byte[]> make(MessageBody body) throws IOException {
        return MessageSummary.SUMMARIZER.summarize(body, Summarizer.Occasion.ARRIVAL);
    }

    private static final class InMemory implements MessageBody {
        private final OctetSource source;
        private final long size;

        InMemory(byte[] octets) {
            this.source = OctetSource.of(octets);
            this.size = octets.length;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public int read(long position, ByteBuffer into) throws IOException {
            return source.read(position, into);
        }

        @Override
        public Optional<FileChannel> file() {
            return Optional.empty();
        }

        @Override
        public MessageBody retain() {
            return this;
        }

        @Override
        public void close() {}
    }
}
