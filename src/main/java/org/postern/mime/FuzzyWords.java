package org.postern.mime;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a text that is looked for loosely: without regard to case and accents, in any order, also where they are
 * inflected or a letter is wrong. Immutable; {@link #begin} for each message.
 */
public final class FuzzyWords {
    /** Words that count; more are dropped. */
    static final int MOST = 20;

    private final String text;
    private final List<String> words = new ArrayList<>();

    public FuzzyWords(String text) {
        this.text = text;
        WordReader reader = new WordReader(word -> {
            if (words.size() < MOST) {
                words.add(word.toString());
            }
        });
        reader.see(text);
        reader.end();
    }

    /** A look at one message. A text without words is looked for as it stands. */
    public FuzzySearch begin() {
        return new FuzzySearch(List.copyOf(words), new Needle(text));
    }

    /**
     * How well a word of a message is the word that is looked for.
     *
     * @return 100 when it is, 0 when nobody would take it for it
     */
    static int likeness(CharSequence word, String wanted) {
        int at = indexOf(word, wanted);
        if (at >= 0) {
            return word.length() == wanted.length() ? 100 : at == 0 ? 90 : 75;
        }
        int stem = commonStart(word, wanted);
        if (stem >= 4 && stem * 3 >= 2 * Math.max(word.length(), wanted.length())) {
            return 70;
        }
        int allowed = wanted.length() >= 8 ? 2 : wanted.length() >= 4 ? 1 : 0;
        int distance = allowed == 0 ? 1 : distance(word, wanted, allowed);
        return distance <= allowed ? 70 - 10 * distance : 0;
    }

    private static int indexOf(CharSequence word, String wanted) {
        for (int from = 0; from + wanted.length() <= word.length(); from++) {
            int same = 0;
            while (same < wanted.length() && word.charAt(from + same) == wanted.charAt(same)) {
                same++;
            }
            if (same == wanted.length()) {
                return from;
            }
        }
        return -1;
    }

    private static int commonStart(CharSequence a, CharSequence b) {
        int same = 0;
        while (same < a.length() && same < b.length() && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        return same;
    }

    /** Letters to be added, left out or replaced (Levenshtein), or more than {@code most}. */
    private static int distance(CharSequence a, CharSequence b, int most) {
        if (Math.abs(a.length() - b.length()) > most) {
            return most + 1;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = corner + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                corner = row[j];
                row[j] = Math.min(replaced, Math.min(row[j - 1], row[j]) + 1);
            }
        }
        return row[b.length()];
    }
}
