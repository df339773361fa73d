package org.postern.mime;

import java.io.IOException;
import java.io.Reader;
import java.util.List;

/** How well the texts of one message fit {@link FuzzyWords}; it keeps the best of each word over all texts it is shown. */
public final class FuzzySearch implements Sought {
    /** Of 100, on the average of the words; half of them found is enough. */
    private static final int LEAST = 50;

    private final List<String> words;
    private final int[] best;
    private final Needle text;
    private boolean textFound;

    FuzzySearch(List<String> words, Needle text) {
        this.words = words;
        this.best = new int[words.size()];
        this.text = text;
    }

    @Override
    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** True only when it cannot be found better elsewhere. */
    @Override
    public boolean isIn(CharSequence characters) {
        if (words.isEmpty()) {
            return found(text.isIn(characters));
        }
        WordReader reader = new WordReader(this::see);
        reader.see(characters);
        reader.end();
        return isPerfect();
    }

    @Override
    public boolean isIn(Reader characters) throws IOException {
        if (words.isEmpty()) {
            return found(text.isIn(characters));
        }
        WordReader reader = new WordReader(this::see);
        char[] buffer = new char[4096];
        for (int count = 0; count >= 0 && !isPerfect(); count = characters.read(buffer)) {
            for (int i = 0; i < count; i++) {
                reader.see(buffer[i]);
            }
        }
        reader.end();
        return isPerfect();
    }

    private boolean found(boolean now) {
        textFound |= now;
        return textFound;
    }

    private void see(CharSequence word) {
        for (int i = 0; i < best.length; i++) {
            if (best[i] < 100) {
                best[i] = Math.max(best[i], FuzzyWords.likeness(word, words.get(i)));
            }
        }
    }

    private boolean isPerfect() {
        for (int one : best) {
            if (one < 100) {
                return false;
            }
        }
        return true;
    }

    /** How relevant the message is, 1 to 100 (RFC 6203 4); 0 when it does not match. */
    public int score() {
        if (words.isEmpty()) {
            return isEmpty() || textFound ? 100 : 0;
        }
        int sum = 0;
        for (int one : best) {
            sum += one;
        }
        int average = sum / best.length;
        return average < LEAST ? 0 : 1 + (average - LEAST) * 99 / (100 - LEAST);
    }
}
