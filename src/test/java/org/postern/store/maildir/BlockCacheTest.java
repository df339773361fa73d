package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is in memory is bounded, is what stands in the file, and is read once for as long as there is room for it. */
final class BlockCacheTest {
    private static final int SIZE = 8;

    private final List<Long> reads = new ArrayList<>();

    /** A file whose octets are their own positions, and a number. */
    private final class Counting implements BlockCache.Source {
        private final int number;
        private int length;

        Counting(int number, int length) {
            this.number = number;
            this.length = length;
        }

        @Override
        public byte[] read(long position, int most, byte[] before) {
            reads.add(position);
            byte[] block = Arrays.copyOf(before, (int) Math.max(0, Math.min(most, length - position)));
            for (int i = before.length; i < block.length; i++) {
                block[i] = (byte) (number + position + i);
            }
            return block;
        }
    }

    private static byte[] expected(int number, long block, int length) {
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
            octets[i] = (byte) (number + block * SIZE + i);
        }
        return octets;
    }

    @Test
    void whatWasReadIsNotReadAgain() throws Exception {
        BlockCache cache = new BlockCache(SIZE, 100_000);
        Counting file = new Counting(0, 20);
        for (int round = 0; round < 3; round++) {
            assertThat(cache.block(file, 0, SIZE)).isEqualTo(expected(0, 0, SIZE));
            assertThat(cache.block(file, 2, 4)).isEqualTo(expected(0, 2, 4));
        }
        assertThat(reads).containsExactly(0L, 16L);
    }

    @Test
    void aFileThatGrewIsReadOn() throws Exception {
        BlockCache cache = new BlockCache(SIZE, 100_000);
        Counting file = new Counting(0, 3);
        byte[] before = cache.block(file, 0, 3);
        file.length = 6;
        assertThat(cache.block(file, 0, 3)).isSameAs(before);
        assertThat(cache.block(file, 0, 5)).isEqualTo(expected(0, 0, 6));
        assertThat(before).as("whoever has it").hasSize(3);
        assertThat(cache.block(file, 0, 7)).as("there is no more").hasSize(6);
    }

    @Test
    void nothingOfOneFileIsTakenForAnothers() throws Exception {
        BlockCache cache = new BlockCache(SIZE, 100_000);
        Counting one = new Counting(1, 8);
        Counting other = new Counting(100, 8);
        assertThat(cache.block(one, 0, SIZE)).isEqualTo(expected(1, 0, SIZE));
        assertThat(cache.block(other, 0, SIZE)).isEqualTo(expected(100, 0, SIZE));
        assertThat(cache.block(one, 0, SIZE)).isEqualTo(expected(1, 0, SIZE));
    }

    @Test
    void whatWasUsedLongestAgoMakesRoom() throws Exception {
        BlockCache cache = new BlockCache(SIZE, 3 * 140);
        Counting file = new Counting(0, 1000);
        for (long block : new long[] {0, 1, 2, 0, 3, 0, 1}) {
            assertThat(cache.block(file, block, SIZE)).hasSize(SIZE);
        }
        assertThat(reads).containsExactly(0L, 8L, 16L, 24L, 8L);
    }

    @Test
    void memoryIsBoundedWhateverIsRead() throws Exception {
        long most = 2000;
        BlockCache cache = new BlockCache(SIZE, most);
        List<Counting> files = List.of(new Counting(0, 50), new Counting(7, 500), new Counting(50, 0));
        Random random = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            Counting file = files.get(random.nextInt(files.size()));
            file.length += random.nextInt(20) == 0 ? 1 : 0;
            long number = random.nextInt(60);
            int there = (int) Math.max(0, Math.min(SIZE, file.length - number * SIZE));
            byte[] block = cache.block(file, number, 1 + random.nextInt(SIZE));
            assertThat(block).isEqualTo(expected(file.number, number, block.length));
            assertThat(block.length).isLessThanOrEqualTo(there);
            assertThat(cache.octets()).isLessThanOrEqualTo(most);
        }
    }

    @Test
    void aBlockThatHasNoRoomIsReadAllTheSame() throws Exception {
        BlockCache cache = new BlockCache(SIZE, 0);
        assertThat(cache.block(new Counting(0, 8), 0, SIZE)).hasSize(SIZE);
        assertThat(cache.octets()).isZero();
    }
}
