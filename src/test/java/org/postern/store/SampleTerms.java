package org.postern.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/** The terms of a message are its octets. One that begins with "odd" has none that can be told, "bad" makes it stumble. */
public final class SampleTerms implements TermMaker {
    private final String version;
    private final AtomicInteger made = new AtomicInteger();

    public SampleTerms(String version) {
        this.version = version;
    }

    /** How many messages were looked at. */
    public int made() {
        return made.get();
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Optional<long[]> terms(MessageBody message) throws IOException {
        made.incrementAndGet();
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(message.size()));
        while (all.hasRemaining() && message.read(all.position(), all) > 0) {}
        String text = new String(all.array(), ISO_8859_1);
        if (text.startsWith("bad")) {
            throw new IllegalStateException("as asked");
        }
        return text.startsWith("odd") ? Optional.empty() : Optional.of(of(text));
    }

    public static long[] of(String text) {
        return text.chars().asLongStream().distinct().sorted().toArray();
    }

    /** Whether a message of that text may have these terms. */
    public static boolean mayHave(String text, long[] terms) {
        return text.startsWith("odd")
                || text.startsWith("bad")
                || LongStream.of(terms).allMatch(term -> text.indexOf((int) term) >= 0);
    }
}
