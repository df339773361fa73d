package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postern.store.Flags;

/**
 * The lines of {@value Keywords#FILE}: a number, a space, a keyword. Numbers from 26 on, which have no letter, are another
 * server's own. Of two lines with one number the last counts.
 *
 * @param named keywords by number
 * @param odd lines passed over
 */
record KeywordLines(SortedMap<Integer, String> named, int odd) {
    static KeywordLines read(SmallFiles files, Path folder) throws IOException {
        SortedMap<Integer, String> named = new TreeMap<>();
        int odd = 0;
        for (String line : files.lines(folder.resolve(Keywords.FILE)).orElse(List.of())) {
            Optional<Integer> number = number(line);
            boolean again = number.isPresent() && named.put(number.get(), keyword(line)) != null;
            odd += !line.isBlank() && (number.isEmpty() || again) ? 1 : 0;
        }
        return new KeywordLines(named, odd);
    }

    /** Empty when the line makes no sense. */
    private static Optional<Integer> number(String line) {
        int space = line.indexOf(' ');
        boolean sound = space > 0
                && space <= 3
                && line.chars().limit(space).allMatch(c -> c >= '0' && c <= '9')
                && isKeyword(keyword(line));
        return sound ? Optional.of(Integer.valueOf(line.substring(0, space))) : Optional.empty();
    }

    private static String keyword(String line) {
        return line.substring(line.indexOf(' ') + 1);
    }

    /** Printable ASCII without what IMAP forbids in an atom (RFC 9051 section 9, flag-keyword). */
    static boolean isKeyword(String text) {
        return !text.isEmpty()
                && text.length() <= Flags.MAX_KEYWORD
                && text.chars().allMatch(c -> c > ' ' && c < 0x7F && "(){%*\"\\]".indexOf(c) < 0);
    }

    /** Replaces the file by the lines that make sense. */
    void write(SmallFiles files, Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        named.forEach((number, keyword) ->
                text.append(number).append(' ').append(keyword).append('\n'));
        files.replace(folder.resolve(Keywords.FILE), text.toString());
    }
}
