package org.postern.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that says what the server writes to a user: a line {@code Subject: …}, an empty one, the text, in UTF-8. Names in
 * braces stand for what is known only then.
 */
public record NoticeFile(String subject, List<String> text) {
    /** The names there are. */
    public static final Set<String> NAMES =
            Set.of("percent", "address", "hostname", "usage", "limit", "messages", "message-limit", "domain");

    /** RFC 5322 2.1.1, in octets. */
    private static final int LONGEST_LINE = 998;
    /** Octets of the whole. */
    private static final int LARGEST = 64 * 1024;

    private static final String SUBJECT = "Subject:";
    private static final Pattern NAME = Pattern.compile("\\{([a-z-]{1,32})\\}");

    public NoticeFile {
        text = List.copyOf(text);
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException saying in which line what is wrong, or that it cannot be read
     */
    static NoticeFile read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IllegalArgumentException(file + " is larger than " + LARGEST + " octets");
            }
            return parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + file + " as text in UTF-8", e);
        }
    }

    static NoticeFile parse(String text) {
        List<String> lines = text.lines().map(String::stripTrailing).toList();
        if (lines.isEmpty() || !lines.get(0).startsWith(SUBJECT)) {
            throw new IllegalArgumentException("its line 1 must begin with \"" + SUBJECT + "\"");
        }
        if (lines.size() < 3 || !lines.get(1).isEmpty()) {
            throw new IllegalArgumentException("its line 2 must be empty, and the text begins with line 3");
        }
        for (int i = 0; i < lines.size(); i++) {
            check("its line " + (i + 1), lines.get(i));
        }
        return new NoticeFile(lines.get(0).substring(SUBJECT.length()).strip(), lines.subList(2, lines.size()));
    }

    private static void check(String where, String line) {
        if (line.getBytes(StandardCharsets.UTF_8).length > LONGEST_LINE) {
            throw new IllegalArgumentException(where + " is longer than " + LONGEST_LINE + " octets");
        }
        if (line.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7F)) {
            throw new IllegalArgumentException(where + " has control characters");
        }
        Matcher names = NAME.matcher(line);
        while (names.find()) {
            if (!NAMES.contains(names.group(1))) {
                throw new IllegalArgumentException(where + " has {" + names.group(1) + "}, which nothing is known of");
            }
        }
    }
}
