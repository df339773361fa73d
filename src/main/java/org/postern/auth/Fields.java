package org.postern.auth;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.StringTokenizer;
import java.util.regex.Pattern;

/** Extra fields of a line: {@code key=value}, or {@code key} alone, separated by spaces or tabs. */
final class Fields {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_./:-]+");

    private Fields() {}

    /** In their order; of two with one name the first counts, as in Dovecot. */
    static Map<String, String> parse(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        StringTokenizer words = new StringTokenizer(text, " \t");
        while (words.hasMoreTokens()) {
            String word = words.nextToken();
            int equals = word.indexOf('=');
            fields.putIfAbsent(
                    equals < 0 ? word : word.substring(0, equals), equals < 0 ? "" : word.substring(equals + 1));
        }
        return Collections.unmodifiableMap(fields);
    }

    /** The same text with changes; a field that is not mentioned stays as it was written. */
    static String with(String text, Map<String, Optional<String>> changes) throws DirectoryException {
        StringJoiner result = new StringJoiner(" ");
        StringTokenizer words = new StringTokenizer(text, " \t");
        while (words.hasMoreTokens()) {
            String word = words.nextToken();
            int equals = word.indexOf('=');
            if (!changes.containsKey(equals < 0 ? word : word.substring(0, equals))) {
                result.add(word);
            }
        }
        for (Map.Entry<String, Optional<String>> change : changes.entrySet()) {
            requireWritable(change.getKey(), change.getValue().orElse(""));
            change.getValue().ifPresent(value -> result.add(change.getKey() + "=" + value));
        }
        return result.toString();
    }

    private static void requireWritable(String key, String value) throws DirectoryException {
        boolean printable = value.chars().allMatch(c -> c > ' ' && c != 0x7F);
        if (!KEY.matcher(key).matches() || !printable) {
            throw new DirectoryException(
                    DirectoryException.Problem.INVALID, "a field's name or value has a character it must not have");
        }
    }
}
