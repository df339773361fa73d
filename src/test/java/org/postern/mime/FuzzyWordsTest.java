package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.postern.ProcessorTime;

final class FuzzyWordsTest {
    @Test
    void wordsAreLikeOthers() {
        assertThat(FuzzyWords.likeness("IMAP", "IMAP")).isEqualTo(100);
        assertThat(FuzzyWords.likeness("IMAPS", "IMAP")).isEqualTo(90);
        assertThat(FuzzyWords.likeness("GIMAP", "IMAP")).isEqualTo(75);
        assertThat(FuzzyWords.likeness("BREAKING", "BREAKS")).isEqualTo(0);
        assertThat(FuzzyWords.likeness("BREAKING", "BREAKERS")).isEqualTo(0);
        assertThat(FuzzyWords.likeness("SEARCHES", "SEARCHED")).isEqualTo(70);
        assertThat(FuzzyWords.likeness("HELLO", "HELO")).isEqualTo(60);
        assertThat(FuzzyWords.likeness("HELP", "HELO")).isEqualTo(60);
        assertThat(FuzzyWords.likeness("HALP", "HELO")).isZero();
        assertThat(FuzzyWords.likeness("CAT", "CUT")).isZero();
        assertThat(FuzzyWords.likeness("RECEIVING", "RECIEVING")).isEqualTo(50);
    }

    @Test
    void messagesAreScored() {
        assertThat(score("IMAP break", "the imap break")).isEqualTo(100);
        assertThat(score("IMAP break", "break this IMAP")).isEqualTo(100);
        assertThat(score("IMAP break", "IMAP is gone")).isEqualTo(1);
        assertThat(score("IMAP break", "nothing like it")).isZero();
        assertThat(score("Helo", "hello world")).isBetween(10, 40);
        assertThat(score("apfel", "rote \u00c4pfel")).isEqualTo(100);
        assertThat(score("", "x")).isEqualTo(100);
        assertThat(score("!?", "what!?")).isEqualTo(100);
        assertThat(score("!?", "what?!")).isZero();
        assertThat(score("\u4f1a\u8bae", "\u660e\u5929\u7684\u4f1a\u8bae\u53d6\u6d88"))
                .isBetween(40, 60);
    }

    @Test
    void textsAddUp() throws IOException {
        FuzzySearch search = new FuzzyWords("lunch friday").begin();
        assertThat(search.isIn("Lunch")).isFalse();
        assertThat(search.score()).isEqualTo(1);
        assertThat(search.isIn(new StringReader("on Friday?"))).isTrue();
        assertThat(search.score()).isEqualTo(100);
    }

    @Test
    void hostileTextsCostTheirLength() throws Exception {
        String words = "ab ".repeat(1000);
        ProcessorTime.atMost(Duration.ofSeconds(10), () -> {
            assertThat(score(words, "x".repeat(1_000_000))).isZero();
            score("a".repeat(10_000), "a".repeat(1_000_000) + "b");
            score("abcdefgh ".repeat(100), "abcdefgx ".repeat(100_000));
        });
    }

    private static int score(String wanted, String text) {
        FuzzySearch search = new FuzzyWords(wanted).begin();
        search.isIn(text);
        return search.score();
    }
}
