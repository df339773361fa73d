package org.postern.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.postern.Property;

final class FlagsTest {
    private static final List<String> WORDS = List.of("a", "A", "$Forwarded", "$forwarded", "b", "k9", "K9");

    private record Edit(FlagChange.Kind kind, Flags flags) {}

    @Test
    void keywordsCompareInAsciiOnly() {
        // the Kelvin sign and the dotless i are letters of their own
        assertThat(keywords("k").hasKeyword("\u212a")).isFalse();
        assertThat(keywords("I").hasKeyword("\u0131")).isFalse();
        assertThat(keywords("\u0130").hasKeyword("i")).isFalse();
        assertThat(keywords("$MDNSent")).isEqualTo(keywords("$mdnsent")).hasSameHashCodeAs(keywords("$MDNSENT"));
        assertThat(Flags.fold("already-small")).isEqualTo("already-small");
        assertThat(Flags.fold("$LabelA[")).isEqualTo("$labela[");
    }

    @Test
    void theFirstSpellingStays() {
        Flags flags = keywords("Work", "WORK", "apple");
        assertThat(flags.keywords()).containsExactly("apple", "Work");
        assertThat(flags.plus(keywords("work", "Apple")).keywords()).containsExactly("apple", "Work");
        assertThat(flags.plus(keywords("work"))).isEqualTo(flags);
    }

    @Test
    void theyPrintAsOnTheWire() {
        assertThat(Flags.NONE).hasToString("");
        assertThat(Flags.of(SystemFlag.SEEN, SystemFlag.ANSWERED)).hasToString("\\Answered \\Seen");
        assertThat(Flags.of(SystemFlag.DRAFT).plus(keywords("x"))).hasToString("\\Draft x");
    }

    @Test
    void nothingAddedOrTakenIsNothingChanged() {
        Flags flags = Flags.of(Set.of(SystemFlag.SEEN), List.of("x"));
        assertThat(flags.plus(Flags.NONE)).isEqualTo(flags);
        assertThat(flags.minus(Flags.NONE)).isEqualTo(flags);
        assertThat(flags.minus(flags)).isEqualTo(Flags.NONE);
        assertThat(flags.minus(flags).isEmpty()).isTrue();
        assertThat(flags.isEmpty()).isFalse();
    }

    @Test
    void editsAreAsOnPlainSets() {
        Property.holds(200, FlagsTest::edits, FlagsTest::check);
    }

    private static List<Edit> edits(Random random) {
        List<Edit> edits = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Set<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
            for (SystemFlag flag : SystemFlag.values()) {
                if (random.nextInt(3) == 0) {
                    system.add(flag);
                }
            }
            List<String> words = random.ints(random.nextInt(4), 0, WORDS.size())
                    .mapToObj(WORDS::get)
                    .toList();
            FlagChange.Kind kind =
                    List.of(FlagChange.Kind.values()).get(random.nextInt(FlagChange.Kind.values().length));
            edits.add(new Edit(kind, Flags.of(system, words)));
        }
        return edits;
    }

    private static void check(List<Edit> edits) {
        Flags flags = Flags.NONE;
        Set<String> model = new TreeSet<>();
        for (Edit edit : edits) {
            flags = new FlagChange(edit.kind(), edit.flags()).apply(flags);
            Set<String> words = folded(edit.flags());
            switch (edit.kind()) {
                case ADD -> model.addAll(words);
                case REMOVE -> model.removeAll(words);
                case REPLACE -> model = words;
            }
            assertThat(folded(flags)).isEqualTo(model);
            assertThat(flags).isEqualTo(Flags.of(flags.system(), List.copyOf(flags.keywords())));
            for (String word : WORDS) {
                assertThat(flags.hasKeyword(word)).isEqualTo(model.contains(Flags.fold(word)));
            }
        }
    }

    private static Set<String> folded(Flags flags) {
        Set<String> all = new TreeSet<>();
        flags.system().forEach(f -> all.add(f.wireName()));
        flags.keywords().forEach(k -> assertThat(all.add(Flags.fold(k))).isTrue());
        return all;
    }

    private static Flags keywords(String... words) {
        return Flags.of(Set.of(), List.of(words));
    }
}
