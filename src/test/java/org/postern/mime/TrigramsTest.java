package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TrigramsTest {
    private static final Trigrams.Limits SMALL = new Trigrams.Limits(100, 20);

    private static Trigrams trigrams() {
        return new Trigrams(Trigrams.Limits.DEFAULT);
    }

    private static long[] of(TextPlace place, String... texts) {
        Trigrams trigrams = trigrams();
        for (String text : texts) {
            assertThat(trigrams.add(place, text)).isTrue();
        }
        return trigrams.all().orElseThrow();
    }

    @Test
    void areThreeCharactersOfOneTextInOnePlace() {
        assertThat(of(TextPlace.HEADER, "abcabc")).hasSize(3).isSorted().doesNotContain(0);
        assertThat(of(TextPlace.HEADER, "ABCabcaB")).isEqualTo(of(TextPlace.HEADER, "abcab"));
        assertThat(of(TextPlace.HEADER, "ab", "c", "")).isEmpty();
        assertThat(of(TextPlace.HEADER, "abc")).isNotEqualTo(of(TextPlace.INSIDE, "abc"));
    }

    @Test
    void areOfTheComparisonForm() {
        assertThat(of(TextPlace.INSIDE, "\u00c9t\u00e9")).isEqualTo(of(TextPlace.INSIDE, "e\u0301TE\u0301"));
        assertThat(of(TextPlace.INSIDE, "\ufdfa")).hasSizeGreaterThan(10); // one character, and 18 in its form
        assertThat(new Needle("\u1e9b\u0323").trigrams(TextPlace.INSIDE)).hasSize(1);
        assertThat(new Needle("ab").trigrams(TextPlace.INSIDE)).isEmpty();
        assertThat(new Needle("").trigrams(TextPlace.INSIDE)).isEmpty();
    }

    @Test
    void aTextThatIsTooMuchHasNone() throws IOException {
        Trigrams characters = new Trigrams(SMALL);
        assertThat(characters.add(TextPlace.INSIDE, new StringReader("a".repeat(99))))
                .isTrue();
        assertThat(characters.all()).isPresent();
        assertThat(characters.add(TextPlace.INSIDE, new StringReader("a"))).isFalse();
        assertThat(characters.all()).isEqualTo(Optional.empty());
        Trigrams different = new Trigrams(SMALL);
        assertThat(different.add(TextPlace.INSIDE, "abcdefghijklmnopqrstuvwxyz"))
                .isFalse();
        assertThat(different.all()).isEqualTo(Optional.empty());
    }

    /** Small alphabets of letters that fold to others, to several, and to half of a pair; pieces shorter and longer than buffers. */
    @Test
    void aTextHasThoseOfEverythingItContains() throws IOException {
        String[] letters = {
            "a",
            "A",
            "b",
            "\u00e4",
            "\u00df",
            "\u0130",
            "\u01c6",
            "\ufb03",
            "\u0301",
            "\ud801\udc28",
            "\ud801\udc00",
            " ",
            "\ufdfa"
        };
        for (long seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            String text = word(random, letters, random.nextInt(5) == 0 ? 9000 : 200);
            String needle = random.nextBoolean() ? word(random, letters, 6) : cut(random, text);
            for (TextPlace place : TextPlace.values()) {
                Trigrams trigrams = trigrams();
                boolean more =
                        random.nextBoolean() ? trigrams.add(place, text) : trigrams.add(place, new StringReader(text));
                assertThat(more).isTrue();
                long[] all = trigrams.all().orElseThrow();
                boolean hasAll = Arrays.stream(new Needle(needle).trigrams(place))
                        .allMatch(trigram -> Arrays.binarySearch(all, trigram) >= 0);
                if (new Needle(needle).isIn(text)) {
                    assertThat(hasAll).as("seed %d", seed).isTrue();
                }
            }
        }
    }

    private static String cut(Random random, String text) {
        int from = random.nextInt(text.length() + 1);
        return text.substring(from, Math.min(text.length(), from + random.nextInt(3000)));
    }

    private static String word(Random random, String[] letters, int limit) {
        StringBuilder word = new StringBuilder();
        for (int left = random.nextInt(limit); left > 0; left--) {
            word.append(letters[random.nextInt(letters.length)]);
        }
        return word.toString();
    }
}
