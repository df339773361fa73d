package org.postern.mime;

import java.util.function.Consumer;

/** Cuts text into words: runs of letters and digits, in one case and without accents. */
final class WordReader {
    /** Characters of one word; a longer run is several words. */
    private static final int LONGEST = 64;

    private final Consumer<CharSequence> words;
    private final CaseMap caseMap = new CaseMap(Collation.UNICODE_CASEMAP);
    private final StringBuilder word = new StringBuilder(LONGEST);
    private char highSurrogate;

    /** @param words is given each word, which is valid until it returns */
    WordReader(Consumer<CharSequence> words) {
        this.words = words;
    }

    void see(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            see(text.charAt(i));
        }
    }

    void see(char c) {
        if (c < 0x80) {
            letter(caseMap.ascii(c), c);
        } else if (Character.isHighSurrogate(c)) {
            highSurrogate = c;
        } else {
            boolean pair = Character.isLowSurrogate(c) && highSurrogate != 0;
            String form = caseMap.form(pair ? Character.toCodePoint(highSurrogate, c) : c);
            highSurrogate = 0;
            form.codePoints().forEach(part -> letter(part, part));
        }
    }

    private void letter(int form, int codePoint) {
        if (Character.isLetterOrDigit(codePoint)) {
            word.appendCodePoint(form);
            if (word.length() >= LONGEST) {
                end();
            }
        } else if (Character.getType(codePoint) != Character.NON_SPACING_MARK) {
            end();
        }
    }

    /** The text ends, and with it the word. */
    void end() {
        if (!word.isEmpty()) {
            words.accept(word);
            word.setLength(0);
        }
    }
}
