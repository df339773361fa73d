package org.postern.transcript;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Messages to talk about: {@code x.eml} holds one exactly as it travels; {@code x.mbox} holds several with LF line ends,
 * which travel as CRLF, each with the date of its "From " line.
 */
final class Fixtures {
    private static final Pattern NUMBERED = Pattern.compile("(.*\\.mbox)/(\\d+)");
    private static final Pattern FROM_LINE =
            Pattern.compile("From \\S+ +[A-Z][a-z]{2} +([A-Z][a-z]{2} +\\d+ \\d\\d:\\d\\d:\\d\\d \\d{4})");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("MMM d HH:mm:ss yyyy", Locale.ENGLISH);
    private static final Instant EML_DATE = Instant.parse("2026-11-01T12:00:00Z");

    /** {@code octets}: one character each. */
    record Message(String octets, Instant received) {}

    private final Path folder;
    private final Map<String, List<Message>> read = new ConcurrentHashMap<>();

    Fixtures(Path folder) {
        this.folder = folder;
    }

    /** All messages of a fixture. */
    List<Message> messages(String name) {
        Matcher m = NUMBERED.matcher(name);
        if (m.matches()) {
            return List.of(messages(m.group(1)).get(Integer.parseInt(m.group(2)) - 1));
        }
        return read.computeIfAbsent(name, this::load);
    }

    /** The octets of the one message of a fixture. */
    String octets(String name) {
        List<Message> all = messages(name);
        if (all.size() != 1) {
            throw new IllegalArgumentException(name + " holds " + all.size() + " messages; say which: " + name + "/1");
        }
        return all.get(0).octets();
    }

    private List<Message> load(String name) {
        try {
            String text = Files.readString(folder.resolve(name), StandardCharsets.ISO_8859_1);
            return name.endsWith(".mbox") ? mbox(text) : List.of(new Message(text, EML_DATE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Message> mbox(String text) {
        List<Message> messages = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        Instant received = EML_DATE;
        for (String line : text.split("(?<=\n)", -1)) {
            if (!line.startsWith("From ")) {
                current.append(line.replaceFirst("^>(>*From )", "$1").replace("\n", "\r\n"));
                continue;
            }
            if (current.length() > 0) {
                messages.add(new Message(withoutSeparator(current), received));
                current.setLength(0);
            }
            Matcher m = FROM_LINE.matcher(line.stripTrailing());
            received = m.matches() ? date(m.group(1)) : EML_DATE;
        }
        messages.add(new Message(current.toString(), received));
        return List.copyOf(messages);
    }

    /** The empty line before the next "From " belongs to the box. */
    private static String withoutSeparator(StringBuilder message) {
        String text = message.toString();
        return text.endsWith("\r\n\r\n") ? text.substring(0, text.length() - 2) : text;
    }

    private static Instant date(String text) {
        return LocalDateTime.parse(text.replaceAll(" +", " "), DATE).toInstant(ZoneOffset.UTC);
    }
}
