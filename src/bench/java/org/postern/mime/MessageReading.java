package org.postern.mime;

import java.io.IOException;
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

/** What is found in a message, for each of the benchmark's: its structure, its header, the data behind ENVELOPE. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(MessageReading.MESSAGES)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MessageReading {
    static final int MESSAGES = 200;

    private final MessageScanner scanner = new MessageScanner();
    private final OctetSource[] messages = new OctetSource[MESSAGES];
    private final HeaderBlock[] headers = new HeaderBlock[MESSAGES];

    @Setup
    public void write() throws IOException {
        Mail mail = new Mail(1);
        for (int i = 0; i < MESSAGES; i++) {
            messages[i] = OctetSource.of(mail.message(i));
            headers[i] = header(messages[i]);
        }
    }

    /** All of a message, for the places of its parts. */
    @Benchmark
    public void scan(Blackhole hole) throws IOException {
        for (OctetSource message : messages) {
            hole.consume(scanner.scan(message));
        }
    }

    /** The header alone, and its fields. */
    @Benchmark
    public void header(Blackhole hole) throws IOException {
        for (OctetSource message : messages) {
            hole.consume(header(message));
        }
    }

    /** From fields to addresses. */
    @Benchmark
    public void envelope(Blackhole hole) {
        for (HeaderBlock header : headers) {
            hole.consume(Envelope.of(header, MimeLimits.DEFAULT));
        }
    }

    private HeaderBlock header(OctetSource message) throws IOException {
        return HeaderBlock.read(message, scanner.header(message), MimeLimits.DEFAULT);
    }
}
