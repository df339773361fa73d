package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postern.net.Conversation.Call;
import org.postern.net.Conversation.End;
import org.postern.net.Conversation.Outcome;
import org.postern.wire.WireOut.Octets;
import org.postern.wire.WireOut.Segment;

/** How much of an answer one turn makes, turn by turn. */
class SpareRoomTest {
    private static final int BATCH = 32 * 1024;
    private static final int STEP = SpareRoom.STEP;
    /** What a toy writes at a time, once the batch is not full. */
    private static final int PIECE = 1000;

    private final Deflaters deflaters = new Deflaters();
    private final AtomicLong nanos = new AtomicLong();
    /** How much later it is each time the clock is asked. */
    private Duration pace = Duration.ZERO;

    @AfterEach
    void close() {
        deflaters.close();
    }

    @Test
    void anAnswerWorthOneWriteIsMadeInOneTurn() {
        SpareRoom spare = new SpareRoom(8 * STEP, 16L * STEP);
        Conversation conversation = greeted(spare);
        Outcome outcome = turn(conversation, "list 1000000");
        assertThat(outcome.end()).isEqualTo(End.WAIT);
        assertThat(octets(outcome)).isEqualTo(1_000_000);
        assertThat(outcome.spare()).isEqualTo(4 * STEP);
        assertThat(spare.left()).isEqualTo(12L * STEP);
        conversation.end();
    }

    @Test
    void onlyOneThatSaysSo() {
        SpareRoom spare = new SpareRoom(8 * STEP, 16L * STEP);
        Conversation conversation = greeted(spare);
        Outcome outcome = turn(conversation, "big 1000000");
        assertThat(outcome.end()).isEqualTo(End.MORE);
        assertThat(octets(outcome)).isBetween(BATCH, BATCH + PIECE);
        assertThat(spare.left()).isEqualTo(16L * STEP);
        conversation.end();
    }

    @Test
    void aLongOneIsMadeInParts() {
        SpareRoom spare = new SpareRoom(2 * STEP, 16L * STEP);
        Conversation conversation = greeted(spare);
        int left = 2_000_000;
        Outcome outcome = turn(conversation, "list " + left);
        while (outcome.end() == End.MORE) {
            int made = octets(outcome);
            assertThat(made).isLessThanOrEqualTo(4 * BATCH + 2 * STEP + PIECE);
            assertThat(outcome.spare()).isEqualTo(2 * STEP);
            left -= made;
            spare.giveBack(outcome.spare());
            outcome = conversation.turn(Unpooled.EMPTY_BUFFER, Call.NOTHING);
        }
        assertThat(octets(outcome)).isEqualTo(left);
        spare.giveBack(outcome.spare());
        assertThat(spare.left()).isEqualTo(16L * STEP);
        conversation.end();
    }

    @Test
    void whenOthersHaveTheRoomItComesInBatches() {
        SpareRoom spare = new SpareRoom(8 * STEP, 5L * STEP);
        Conversation first = greeted(spare);
        Outcome held = turn(first, "list 5000000");
        assertThat(held.spare()).isEqualTo(5 * STEP);
        Conversation second = greeted(spare);
        Outcome outcome = turn(second, "list 1000000");
        assertThat(outcome.end()).isEqualTo(End.MORE);
        assertThat(octets(outcome)).isBetween(BATCH, BATCH + PIECE);
        spare.giveBack(held.spare());
        assertThat(octets(second.turn(Unpooled.EMPTY_BUFFER, Call.NOTHING))).isGreaterThan(800_000);
        octets(held);
        first.end();
        second.end();
    }

    @Test
    void aTurnThatTakesLongEndsBeforeItsBatchIsFull() {
        Conversation conversation = greeted(new SpareRoom(8 * STEP, 16L * STEP));
        pace = Duration.ofMillis(11);
        ByteBuf in = Unpooled.copiedBuffer("echo one\r\necho three\r\n", StandardCharsets.US_ASCII);
        Outcome outcome = conversation.turn(in, Call.NOTHING);
        assertThat(outcome.end()).isEqualTo(End.MORE);
        assertThat(octets(outcome)).isEqualTo("one\r\n".length());
        assertThat(octets(conversation.turn(in, Call.NOTHING))).isEqualTo("three\r\n".length());
        conversation.end();
    }

    private Conversation greeted(SpareRoom spare) {
        ChannelLink link = new ChannelLink("1", new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), false);
        Conversation conversation = new Conversation(
                new ToyProtocol(),
                link,
                UnpooledByteBufAllocator.DEFAULT,
                new Conversation.Surroundings(
                        BATCH, deflaters, spare, segments -> {}, () -> nanos.addAndGet(pace.toNanos())));
        octets(conversation.turn(Unpooled.EMPTY_BUFFER, Call.NOTHING));
        return conversation;
    }

    private static Outcome turn(Conversation conversation, String line) {
        return conversation.turn(Unpooled.copiedBuffer(line + "\r\n", StandardCharsets.US_ASCII), Call.NOTHING);
    }

    /** How many there are; releases them. */
    private static int octets(Outcome outcome) {
        int sum = 0;
        for (Segment segment : outcome.segments()) {
            ByteBuf octets = ((Octets) segment).octets();
            sum += octets.readableBytes();
            octets.release();
        }
        return sum;
    }
}
