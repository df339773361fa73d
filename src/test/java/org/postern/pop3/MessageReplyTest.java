package org.postern.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.store.MessageBody;
import org.postern.store.OctetsBody;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;
import org.postern.wire.Written;

/** Dots, line ends and lines counted, whatever the pieces the body comes in. */
final class MessageReplyTest {
    @TempDir
    private Path temporary;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|'.$'",
                "a|'a$.$'",
                "'a$'|'a$.$'",
                "'.$'|'..$.$'",
                "'.'|'..$.$'",
                "'a$.$.b$'|'a$..$..b$.$'",
                "'a~.b$'|'a~.b$.$'",
                "'a^.b$'|'a^.b$.$'",
                "'a$~.'|'a$~.$.$'",
                "'a^$.'|'a^$..$.$'",
            })
    void doublesDotsAtTheStartOfLines(String message, String sent) throws IOException {
        String expected = wire(sent);
        for (int most = 1; most < 5; most++) {
            assertThat(answer(MessageReply.whole(new Slices(wire(message), most), Language.ENGLISH, () -> {}), 64))
                    .isEqualTo(expected);
        }
        assertThat(answer(MessageReply.whole(new Whole(wire(message)), Language.ENGLISH, () -> {}), 64))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'A: b$$one$two$'|0|'A: b$$.$'",
                "'A: b$$one$two$'|1|'A: b$$one$.$'",
                "'A: b$$one$two$'|2|'A: b$$one$two$.$'",
                "'A: b$$one$two$'|9|'A: b$$one$two$.$'",
                "'A: b$$$.$'|1|'A: b$$$.$'",
                "'A: b$$$.$'|2|'A: b$$$..$.$'",
                "'$x$y'|1|'$x$.$'",
                "'A: b$'|5|'A: b$.$'",
                "'A: b$ ^$ c$$x'|0|'A: b$ ^$ c$$.$'",
                "'A: bc$^x$ c$$y$'|0|'A: bc$^x$ c$$.$'",
            })
    void topCountsLines(String message, int lines, String sent) throws IOException {
        String expected = wire(sent);
        for (int most = 1; most < 5; most++) {
            assertThat(answer(MessageReply.top(new Slices(wire(message), most), lines, Language.ENGLISH), 64))
                    .isEqualTo(expected);
        }
        assertThat(answer(MessageReply.top(new Whole(wire(message)), lines, Language.ENGLISH), 64))
                .isEqualTo(expected);
    }

    @Test
    void anyMessageInAnyPiecesComesBack() throws IOException {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            StringBuilder message = new StringBuilder();
            int length = random.nextInt(200);
            for (int i = 0; i < length; i++) {
                message.append("\r\n..ab".charAt(random.nextInt(6)));
            }
            String text = message.toString();
            int slices = 1 + random.nextInt(20);
            String complete = text.endsWith("\r\n") || text.isEmpty() ? text : text + "\r\n";
            String stuffed = ("\r\n" + complete).replace("\r\n.", "\r\n..").substring(2);
            for (MessageBody body : List.of(new Slices(text, slices), new Whole(text))) {
                assertThat(answer(MessageReply.whole(body, Language.ENGLISH, () -> {}), 1 + random.nextInt(60)))
                        .as("seed %s", seed)
                        .isEqualTo(stuffed + ".\r\n");
            }
        }
    }

    @Test
    void aLongMessageInMemoryComesInPieces() throws IOException {
        String text = "a line\r\n.\r\n".repeat(20_000);
        assertThat(answer(MessageReply.whole(new Whole(text), Language.ENGLISH, () -> {}), 32 * 1024))
                .isEqualTo("a line\r\n..\r\n".repeat(20_000) + ".\r\n");
    }

    @Test
    void aBatchIsBounded() throws IOException {
        String text = "x".repeat(1_000_000);
        for (MessageBody body : List.of(new Slices(text, 100_000), new Whole(text))) {
            MessageReply reply = MessageReply.whole(body, Language.ENGLISH, () -> {});
            WireOut out = new WireOut(UnpooledByteBufAllocator.DEFAULT, 32 * 1024, WireOut.Regions.ALLOWED);
            assertThat(reply.pull(out)).isEqualTo(Progress.MORE);
            assertThat(Written.text(out).length()).isBetween(32 * 1024, 64 * 1024);
            out.close();
            reply.close();
        }
    }

    /** Once where a region can be sent, and where the octets are copied. */
    @ParameterizedTest
    @EnumSource(WireOut.Regions.class)
    void aMessageThatNeedsNoStuffingGoesAsItLies(WireOut.Regions regions) throws IOException {
        Path file = Files.writeString(temporary.resolve("message"), "a line\r\n".repeat(10_000));
        AtomicInteger owners = new AtomicInteger(1);
        AtomicInteger ends = new AtomicInteger();
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        try (FileChannel channel = FileChannel.open(file)) {
            Unstuffed body = new Unstuffed(channel, owners);
            MessageReply reply = MessageReply.whole(body, Language.ENGLISH, ends::incrementAndGet);
            int copied = 0;
            for (boolean more = true; more; ) {
                try (WireOut out = new WireOut(UnpooledByteBufAllocator.DEFAULT, 1000, regions)) {
                    more = reply.pull(out) == Progress.MORE;
                    copied += Written.to(sent, out);
                }
            }
            reply.close();
            boolean region = regions == WireOut.Regions.ALLOWED;
            assertThat(copied).isEqualTo(region ? "+OK 80000 octets\r\n.\r\n".length() : sent.size());
            assertThat(body.reads.get()).isEqualTo(region ? 0 : 81);
        }
        assertThat(sent).hasToString("+OK 80000 octets\r\n" + "a line\r\n".repeat(10_000) + ".\r\n");
        assertThat(ends).hasValue(1);
        assertThat(owners).as("owners of the body").hasValue(0);
    }

    @Test
    void topOfOneCountsItsLinesAllTheSame() throws IOException {
        Path file = Files.writeString(temporary.resolve("message"), "A: b\r\n\r\none\r\n" + "two\r\n".repeat(10_000));
        try (FileChannel channel = FileChannel.open(file)) {
            MessageReply top = MessageReply.top(new Unstuffed(channel, new AtomicInteger(1)), 2, Language.ENGLISH);
            assertThat(answer(top, 64)).isEqualTo("A: b\r\n\r\none\r\ntwo\r\n.\r\n");
        }
    }

    private static String wire(String text) {
        return text.replace("$", "\r\n").replace("^", "\r").replace("~", "\n");
    }

    /** What comes behind the first line. */
    private static String answer(MessageReply reply, int batch) throws IOException {
        StringBuilder all = new StringBuilder();
        try (WireOut out = new WireOut(UnpooledByteBufAllocator.DEFAULT, batch, WireOut.Regions.REFUSED)) {
            while (reply.pull(out) == Progress.MORE) {
                all.append(Written.text(out));
            }
            all.append(Written.text(out));
        }
        reply.close();
        assertThat(all.toString()).startsWith("+OK ");
        return all.substring(all.indexOf("\r\n") + 2);
    }

    /** A body that gives a few octets at a time. */
    private static class Slices extends OctetsBody {
        private final int most;

        Slices(String text, int most) {
            super(text.getBytes(StandardCharsets.ISO_8859_1));
            this.most = most;
        }

        @Override
        public int read(long position, ByteBuffer into) throws IOException {
            ByteBuffer slice = into.slice().limit(Math.min(most, into.remaining()));
            int n = super.read(position, slice);
            into.position(into.position() + slice.position());
            return n;
        }
    }

    /** A body in memory. */
    private static final class Whole extends Slices {
        private final String text;

        Whole(String text) {
            super(text, 1);
            this.text = text;
        }

        @Override
        public Optional<ByteBuffer> octets() {
            return Optional.of(
                    ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)).asReadOnlyBuffer());
        }

        @Override
        public int read(long position, ByteBuffer into) {
            throw new AssertionError("it is in memory");
        }
    }

    /** A file of which that is known. */
    private record Unstuffed(FileChannel channel, AtomicInteger owners, AtomicInteger reads) implements MessageBody {
        Unstuffed(FileChannel channel, AtomicInteger owners) {
            this(channel, owners, new AtomicInteger());
        }

        @Override
        public boolean needsNoStuffing() {
            return true;
        }

        @Override
        public long size() {
            try {
                return channel.size();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public int read(long position, ByteBuffer into) throws IOException {
            reads.incrementAndGet();
            return channel.read(into, position);
        }

        @Override
        public Optional<FileChannel> file() {
            return Optional.of(channel);
        }

        @Override
        public MessageBody retain() {
            owners.incrementAndGet();
            return this;
        }

        @Override
        public void close() {
            owners.decrementAndGet();
        }
    }
}
