package org.postern.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Summaries that tell which message they are of: a mark, the size, the first octets. */
public final class SampleSummarizer implements Summarizer {
    private static final long MARK = 0x53414D504C452121L;
    private static final int TAKEN = 24;

    private final int version;
    private final AtomicInteger made = new AtomicInteger();

    public SampleSummarizer(int version) {
        this.version = version;
    }

    /** How many summaries were made. */
    public int made() {
        return made.get();
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public Optional<byte[]> summarize(MessageBody message, Occasion occasion) throws IOException {
        made.incrementAndGet();
        return octets(message);
    }

    /** None of a message that begins with "odd". */
    private static Optional<byte[]> octets(MessageBody message) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(16 + TAKEN).putLong(MARK).putLong(message.size());
        int from = out.position();
        while (out.hasRemaining() && message.read(out.position() - from, out) > 0) {}
        byte[] all = Arrays.copyOf(out.array(), out.position());
        boolean odd = all.length >= 19 && all[16] == 'o' && all[17] == 'd' && all[18] == 'd';
        return odd ? Optional.empty() : Optional.of(all);
    }

    /** Fails if a store keeps sample summaries of this mailbox, and one is not of its message. */
    public static void check(Mailbox mailbox, UidSet uids) throws StoreException, IOException {
        try (Summaries summaries = mailbox.summaries()) {
            for (var it = uids.iterator(); it.hasNext(); ) {
                long uid = it.nextLong();
                Optional<ByteBuffer> kept = summaries.of(uid);
                boolean sample =
                        kept.isPresent() && kept.get().getLong(kept.get().position()) == MARK;
                if (sample) {
                    try (MessageBody body = mailbox.body(uid)) {
                        assertThat(kept)
                                .as("summary of uid %s", uid)
                                .isEqualTo(octets(body).map(ByteBuffer::wrap));
                    }
                }
            }
        }
    }
}
