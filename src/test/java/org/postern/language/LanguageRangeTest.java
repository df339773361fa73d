package org.postern.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LanguageRangeTest {
    private static Optional<String> best(String range) {
        return new LanguageRange(range).best(List.of("en", "de", "de-CH", "i-default"), tag -> tag);
    }

    @Test
    void theLongestBeginningOfTheRangeWins() {
        assertThat(best("de-ch-1996")).contains("de-CH");
        assertThat(best("de-AT")).contains("de");
        assertThat(best("I-DEFAULT")).contains("i-default");
        assertThat(best("i")).isEmpty();
        assertThat(best("deu")).isEmpty();
        assertThat(best("-")).isEmpty();
        assertThat(best("")).isEmpty();
    }
}
