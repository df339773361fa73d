package org.postern.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postern.wire.WireOut.Octets;
import org.postern.wire.WireOut.Segment;

/** Both halves against zlib as a client has it. */
final class CompressionLayerTest {
    private final Deflaters deflaters = new Deflaters();
    private final CompressionLayer layer = new CompressionLayer(UnpooledByteBufAllocator.DEFAULT, deflaters);
    private final Inflater client = new Inflater(true);

    @AfterEach
    void close() {
        layer.close();
        deflaters.close();
        client.end();
    }

    @Test
    void whatIsNotActiveChangesNothing() throws DataFormatException {
        ByteBuf wire = Unpooled.copiedBuffer("a NOOP", ISO_8859_1);
        assertThat(layer.received(wire)).isSameAs(wire);
        assertThat(layer.step(wire)).isFalse();
        List<Segment> batch = List.of(new Octets(wire));
        assertThat(layer.toSend(batch)).isSameAs(batch);
    }

    @Test
    void everyBatchCanBeReadAtOnceWhateverItIsMadeOf() {
        withSeeds(random -> {
            try (CompressionLayer any = new CompressionLayer(UnpooledByteBufAllocator.DEFAULT, deflaters)) {
                any.begin();
                Inflater inflater = new Inflater(true);
                for (int i = 0; i < 40; i++) {
                    byte[] batch = batch(random);
                    byte[] sent = octets(any.toSend(List.of(new Octets(Unpooled.wrappedBuffer(batch)))));
                    assertThat(inflate(inflater, sent)).isEqualTo(batch);
                    assertThat(sent.length).isLessThanOrEqualTo(batch.length + batch.length / 1000 + 32);
                }
                assertThat(inflater.finished()).isFalse();
                byte[] sent = octets(any.lastToSend(List.of(new Octets(Unpooled.wrappedBuffer(batch(random))))));
                inflate(inflater, sent);
                assertThat(inflater.finished()).isTrue();
                assertThat(inflater.getRemaining()).isZero();
                inflater.end();
            }
        });
    }

    private static byte[] batch(Random random) {
        byte[] octets = new byte[random.nextInt(3) == 0 ? random.nextInt(200) + 1 : random.nextInt(140_000) + 1];
        switch (random.nextInt(3)) {
            case 0 -> random.nextBytes(octets);
            case 1 -> {
                random.nextBytes(octets);
                byte[] letters = Base64.getEncoder().encode(octets);
                octets = Arrays.copyOf(letters, octets.length);
            }
            default -> {
                for (int i = 0; i < octets.length; i++) {
                    octets[i] = (byte) ("* 17 FETCH (FLAGS (\\Seen))".charAt(i % 26) + random.nextInt(10) / 9);
                }
            }
        }
        return octets;
    }

    @Test
    void answersThatResembleTheOnesBeforeBecomeShort() {
        layer.begin();
        String answer = "* 4711 FETCH (UID 815 FLAGS (\\Seen $Forwarded) RFC822.SIZE 3177)\r\n";
        octets(layer.toSend(List.of(new Octets(Unpooled.copiedBuffer(answer, ISO_8859_1)))));
        byte[] second = octets(layer.toSend(List.of(new Octets(Unpooled.copiedBuffer(answer, ISO_8859_1)))));
        assertThat(second).hasSizeLessThan(16);
    }

    @Test
    void whatCannotBecomeShorterIsNotTriedForLong() {
        Effort effort = new Effort();
        int tried = 0;
        for (int i = 0; i < 1000; i++) {
            Effort.Kind kind = effort.next(32_768);
            tried += kind == Effort.Kind.REPEATS ? 1 : 0;
            effort.learn(kind, 32_768, 32_773);
        }
        assertThat(tried).isLessThan(70);
        assertThat(effort.next(100)).isEqualTo(Effort.Kind.REPEATS);
    }

    @Test
    void base64IsGivenShorterLettersAndTextIsFoundAgain() {
        Effort effort = new Effort();
        effort.learn(effort.next(32_768), 32_768, 25_000);
        assertThat(effort.next(32_768)).isEqualTo(Effort.Kind.LETTERS);
        for (int i = 0; i < 2; i++) {
            effort.learn(Effort.Kind.LETTERS, 32_768, 25_000);
        }
        assertThat(effort.next(32_768)).isEqualTo(Effort.Kind.REPEATS);
        effort.learn(Effort.Kind.REPEATS, 32_768, 10_000);
        assertThat(effort.next(32_768)).isEqualTo(Effort.Kind.REPEATS);
    }

    @Test
    void aBombIsInflatedNoFurtherThanItIsRead() throws DataFormatException {
        layer.begin();
        ByteBuf wire = Unpooled.wrappedBuffer(deflate(new byte[50_000_000], Deflater.SYNC_FLUSH));
        int before = wire.readableBytes();
        assertThat(layer.step(wire)).isTrue();
        assertThat(layer.received(wire).readableBytes()).isEqualTo(Inflation.STEP);
        assertThat(wire.readableBytes()).isGreaterThan(before - 1000);
        long inflated = 0;
        do {
            inflated += layer.received(wire).readableBytes();
            assertThat(layer.received(wire).capacity()).isLessThan(4 * Inflation.STEP);
            layer.received(wire).skipBytes(layer.received(wire).readableBytes());
        } while (layer.step(wire));
        assertThat(inflated).isEqualTo(50_000_000);
    }

    @Test
    void nothingBehindAFlushIsLookedAtHoweverItArrives() throws DataFormatException {
        byte[] first = deflate("a UNAUTHENTICATE\r\n".getBytes(ISO_8859_1), Deflater.SYNC_FLUSH);
        for (int cut = 1; cut < first.length + 3; cut++) {
            layer.begin();
            ByteBuf all = Unpooled.wrappedBuffer(first, "b NOOP\r\n".getBytes(ISO_8859_1));
            ByteBuf wire = Unpooled.buffer().writeBytes(all, cut);
            boolean ended = heard(wire);
            wire.writeBytes(all);
            ended = ended || heard(wire);
            while (layer.inflates()) {
                assertThat(layer.step(wire)).isTrue();
            }
            assertThat(ended).isTrue();
            assertThat(layer.received(wire).toString(ISO_8859_1)).isEqualTo("b NOOP\r\n");
        }
    }

    /** Takes the command that ends compression if it is there. */
    private boolean heard(ByteBuf wire) throws DataFormatException {
        boolean more = true;
        while (more && layer.received(wire).readableBytes() < 18) {
            more = layer.step(wire);
        }
        if (more) {
            layer.received(wire).skipBytes(18);
            layer.endInput(wire);
        }
        return more;
    }

    @Test
    void aStreamMayAlsoEndByItself() throws DataFormatException {
        layer.begin();
        ByteBuf wire = Unpooled.wrappedBuffer(
                deflate("a UNAUTHENTICATE\r\n".getBytes(ISO_8859_1), Deflater.NO_FLUSH),
                "b NOOP\r\n".getBytes(ISO_8859_1));
        assertThat(layer.step(wire)).isTrue();
        layer.received(wire).skipBytes(18);
        layer.endInput(wire);
        assertThat(wire.toString(ISO_8859_1)).isEqualTo("b NOOP\r\n");
    }

    @Test
    void whatIsCompressedBehindTheEndIsAnError() throws DataFormatException {
        layer.begin();
        ByteBuf wire = Unpooled.wrappedBuffer(
                deflate("a UNAUTHENTICATE\r\nb NOOP\r\n".getBytes(ISO_8859_1), Deflater.SYNC_FLUSH));
        assertThat(layer.step(wire)).isTrue();
        layer.received(wire).skipBytes(18);
        assertThatThrownBy(() -> layer.endInput(wire)).isInstanceOf(DataFormatException.class);
    }

    @Test
    void noiseIsAnErrorOrNothing() {
        withSeeds(random -> {
            try (CompressionLayer any = new CompressionLayer(UnpooledByteBufAllocator.DEFAULT, deflaters)) {
                any.begin();
                byte[] noise = new byte[random.nextInt(5000)];
                random.nextBytes(noise);
                ByteBuf wire = Unpooled.wrappedBuffer(noise);
                try {
                    while (any.step(wire)) {
                        any.received(wire).skipBytes(any.received(wire).readableBytes());
                    }
                    assertThat(wire.isReadable()).isFalse();
                } catch (DataFormatException e) {
                    assertThat(e).isNotNull();
                }
            }
        });
    }

    /** NO_FLUSH: to the end of the stream. */
    private static byte[] deflate(byte[] octets, int flush) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(octets);
        if (flush == Deflater.NO_FLUSH) {
            deflater.finish();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] part = new byte[8192];
        int n = part.length;
        while (n == part.length) {
            n = deflater.deflate(part, 0, part.length, flush);
            out.write(part, 0, n);
        }
        deflater.end();
        return out.toByteArray();
    }

    private interface Check {
        void with(Random random) throws DataFormatException;
    }

    private static void withSeeds(Check check) {
        for (long seed = 1; seed <= 100; seed++) {
            try {
                check.with(new Random(seed));
            } catch (AssertionError | Exception e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static byte[] octets(List<Segment> segments) {
        ByteBuf all = Unpooled.buffer();
        for (Segment segment : segments) {
            ByteBuf octets = ((Octets) segment).octets();
            all.writeBytes(octets);
            octets.release();
        }
        return ByteBufUtil.getBytes(all);
    }

    private static byte[] inflate(Inflater inflater, byte[] sent) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] part = new byte[65_536];
            inflater.setInput(sent);
            int n;
            while ((n = inflater.inflate(part)) > 0) {
                out.write(part, 0, n);
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        }
    }
}
