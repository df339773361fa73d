package org.postern.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What people read in a report, in one language; what programs read is the same in all. */
public final class ReportTexts {
    public static final ReportTexts ENGLISH = new ReportTexts(Locale.ENGLISH);
    public static final ReportTexts GERMAN = new ReportTexts(Locale.GERMAN);

    private final Locale locale;
    private final Map<String, String> texts;

    private ReportTexts(Locale locale) {
        this.locale = locale;
        this.texts = read("bounce." + locale.getLanguage() + ".txt");
    }

    private static Map<String, String> read(String resource) {
        Map<String, String> texts = new LinkedHashMap<>();
        String last = "";
        for (String line : lines(resource)) {
            if (line.startsWith(" ")) {
                texts.merge(last, line.substring(1), (first, more) -> first + "\n" + more);
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                int colon = line.indexOf(": ");
                last = line.substring(0, colon);
                texts.put(last, line.substring(colon + 2));
            }
        }
        return Map.copyOf(texts);
    }

    private static List<String> lines(String resource) {
        try (InputStream in = ReportTexts.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As Content-Language (RFC 3282) has it. */
    String language() {
        return locale.getLanguage();
    }

    String subject() {
        return text("subject");
    }

    String opening(String hostname) {
        return text("opening").replace("{host}", hostname);
    }

    String closing() {
        return text("closing");
    }

    /** A sentence that says why. */
    String why(Outcome outcome) {
        return text(
                switch (outcome) {
                    case MAILBOX_FULL, MAILBOX_FULL_NOW -> "full";
                    case TOO_BIG -> "too-big";
                    case UNKNOWN_USER, BAD_ADDRESS -> "no-mailbox";
                    case FORWARD_REFUSED -> "forward-refused";
                    case FORWARD_LOOP -> "forward-loop";
                    case FORWARD_EXPIRED -> "forward-expired";
                    case EXPIRED -> "expired";
                    case DELIVERED,
                            RECIPIENT_OK,
                            NEEDS_SMTPUTF8,
                            TOO_MANY_RECIPIENTS,
                            DISK_FULL,
                            TRY_AGAIN,
                            CANNOT_FORWARD -> "other";
                });
    }

    /** A sentence that says that somebody has it nevertheless. */
    String others() {
        return text("others");
    }

    /** A sentence that tells what another server said last. */
    String answer(String reply) {
        return text("answer").replace("{reply}", reply);
    }

    private String text(String key) {
        String text = texts.get(key);
        if (text == null) {
            throw new IllegalStateException("no text " + key + " in " + locale);
        }
        return text;
    }
}
