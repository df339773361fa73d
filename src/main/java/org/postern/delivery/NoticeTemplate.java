package org.postern.delivery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a message of the server's own says. In subject and text, a name in braces stands for a {@link Placeholder}; a line
 * with one that has no value now is left out.
 *
 * @param text lines without their ends
 */
public record NoticeTemplate(String subject, List<String> text) {
    private static final Pattern NAME = Pattern.compile("\\{([a-z-]{1,32})\\}");

    /** What a template may name. */
    public enum Placeholder {
        /** The threshold, 100 when it is full, or how full the mailbox is. */
        PERCENT("percent"),
        ADDRESS("address"),
        USAGE("usage"),
        LIMIT("limit"),
        MESSAGES("messages"),
        MESSAGE_LIMIT("message-limit"),
        /** All of which share the limit. */
        DOMAIN("domain"),
        HOSTNAME("hostname");

        private final String word;

        Placeholder(String word) {
            this.word = word;
        }

        /** As it stands in braces. */
        public String word() {
            return word;
        }

        private static Optional<Placeholder> named(String word) {
            return List.of(values()).stream().filter(p -> p.word.equals(word)).findFirst();
        }
    }

    public NoticeTemplate {
        text = List.copyOf(text);
    }

    String subject(Map<Placeholder, String> values) {
        return filled(subject, values).orElse("");
    }

    /** With CRLF line ends. */
    String text(Map<Placeholder, String> values) {
        StringBuilder all = new StringBuilder();
        text.forEach(line -> filled(line, values).ifPresent(l -> all.append(l).append("\r\n")));
        return all.toString();
    }

    private static Optional<String> filled(String line, Map<Placeholder, String> values) {
        Matcher names = NAME.matcher(line);
        StringBuilder filled = new StringBuilder();
        while (names.find()) {
            String value = Placeholder.named(names.group(1)).map(values::get).orElse(null);
            if (value == null) {
                return Optional.empty();
            }
            names.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return Optional.of(names.appendTail(filled).toString());
    }
}
