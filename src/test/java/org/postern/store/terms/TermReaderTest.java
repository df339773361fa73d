package org.postern.store.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.Test;
import org.postern.store.UidSet;

final class TermReaderTest {
    private static final Stamp STAMP = new Stamp("1", "7");
    private static final long MEMORY = 1 << 20;

    private final ByteBuffersDirectory directory = new ByteBuffersDirectory();

    private TermWriter writer() throws IOException {
        return new TermWriter(directory, STAMP, MEMORY);
    }

    private Optional<TermReader> reader() throws IOException {
        return TermReader.open(directory, STAMP, new Trust());
    }

    private UidSet having(long... terms) throws IOException {
        try (TermReader reader = reader().orElseThrow()) {
            return reader.having(terms);
        }
    }

    private static Optional<long[]> terms(long... terms) {
        return Optional.of(terms);
    }

    @Test
    void findsWhoHasAllOfThem() throws IOException {
        try (TermWriter writer = writer()) {
            writer.add(3, terms(1, 2, 1L << 50));
            writer.add(4, terms(2));
            writer.add(9, terms());
            writer.commit();
        }
        assertThat(having(2)).isEqualTo(UidSet.of(3, 4));
        assertThat(having(1, 2)).isEqualTo(UidSet.of(3));
        assertThat(having(1L << 50)).isEqualTo(UidSet.of(3));
        assertThat(having(1, 5)).isEqualTo(UidSet.NONE);
        try (TermReader reader = reader().orElseThrow()) {
            assertThat(reader.uids()).isEqualTo(UidSet.of(3, 4, 9));
        }
    }

    @Test
    void whoMayHaveAnyIsAlwaysFound() throws IOException {
        try (TermWriter writer = writer()) {
            writer.add(1, terms(1));
            writer.add(2, Optional.empty());
            writer.commit();
        }
        assertThat(having(1)).isEqualTo(UidSet.of(1, 2));
        assertThat(having(5, 6)).isEqualTo(UidSet.of(2));
    }

    @Test
    void onlyWhatWasCommittedIsThere() throws IOException {
        assertThat(reader()).isEmpty();
        try (TermWriter writer = writer()) {
            writer.add(1, terms(1));
        }
        assertThat(reader()).isEmpty();
        try (TermWriter writer = writer()) {
            writer.add(1, terms(1));
            writer.commit();
            writer.add(2, terms(1));
        }
        assertThat(having(1)).isEqualTo(UidSet.of(1));
    }

    @Test
    void anotherStampIsNone() throws IOException {
        try (TermWriter writer = writer()) {
            writer.add(1, terms(1));
            writer.commit();
        }
        assertThat(TermReader.open(directory, new Stamp("1", "8"), new Trust())).isEmpty();
        assertThat(TermReader.open(directory, new Stamp("2", "7"), new Trust())).isEmpty();
        assertThat(reader()).isPresent();
    }

    @Test
    void whatIsRemovedIsForgotten() throws IOException {
        try (TermWriter writer = writer()) {
            for (long uid = 1; uid <= 100; uid++) {
                writer.add(uid, terms(1));
            }
            writer.commit();
        }
        try (TermWriter writer = writer()) {
            writer.remove(UidSet.range(11, 90));
            writer.commit();
        }
        assertThat(having(1)).isEqualTo(UidSet.range(1, 10).plus(UidSet.range(91, 100)));
    }

    @Test
    void piecesAreJoined() throws IOException {
        for (long uid = 1; uid <= 200; uid++) {
            try (TermWriter writer = writer()) {
                writer.add(uid, terms(1));
                writer.commit();
            }
        }
        assertThat(having(1)).isEqualTo(UidSet.range(1, 200));
        assertThat(directory.listAll()).hasSizeLessThan(80);
    }

    /** Many commits, so that pieces are merged; few terms and rare ones. */
    @Test
    void findsWhatALookAtEachFinds() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            Map<Long, long[]> messages = new HashMap<>();
            ByteBuffersDirectory place = new ByteBuffersDirectory();
            long uid = 0;
            for (int commits = 1 + random.nextInt(25); commits > 0; commits--) {
                try (TermWriter writer = new TermWriter(place, STAMP, MEMORY)) {
                    for (int n = random.nextInt(300); n > 0; n--) {
                        uid += 1 + random.nextInt(3);
                        long[] terms = random.longs(random.nextInt(30), 0, 40)
                                .map(t -> t * t)
                                .distinct()
                                .toArray();
                        writer.add(uid, Optional.of(terms));
                        messages.put(uid, terms);
                    }
                    writer.commit();
                }
            }
            try (TermReader reader = TermReader.open(place, STAMP, new Trust()).orElseThrow()) {
                assertThat(reader.uids()).isEqualTo(uids(messages, new long[0]));
                for (int n = 0; n < 20; n++) {
                    long[] wanted = random.longs(1 + random.nextInt(3), 0, 42)
                            .map(t -> t * t)
                            .toArray();
                    assertThat(reader.having(wanted))
                            .as("seed %d: %s", seed, Arrays.toString(wanted))
                            .isEqualTo(uids(messages, wanted));
                }
            }
        }
    }

    private static UidSet uids(Map<Long, long[]> messages, long[] wanted) {
        List<Long> found = new ArrayList<>();
        messages.forEach((uid, terms) -> {
            if (LongStream.of(wanted).allMatch(w -> LongStream.of(terms).anyMatch(t -> t == w))) {
                found.add(uid);
            }
        });
        return UidSet.of(found.stream().mapToLong(Long::longValue).toArray());
    }
}
