package org.postern.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the server writes to its users about their quota.
 *
 * @param locale how figures are written
 * @param warning when a threshold is reached
 * @param relief when there is room after mail was refused
 */
public record NoticeTemplates(Locale locale, NoticeTemplate warning, NoticeTemplate relief) {
    public static final NoticeTemplates ENGLISH = builtIn(Locale.ENGLISH);
    public static final NoticeTemplates GERMAN = builtIn(Locale.GERMAN);

    private static final String SUBJECT = "Subject: ";

    /** These with others of the operator's own, where he has any. */
    public NoticeTemplates with(Optional<NoticeTemplate> ownWarning, Optional<NoticeTemplate> ownRelief) {
        return new NoticeTemplates(locale, ownWarning.orElse(warning), ownRelief.orElse(relief));
    }

    private static NoticeTemplates builtIn(Locale locale) {
        return new NoticeTemplates(locale, read("quota-warning", locale), read("quota-relief", locale));
    }

    private static NoticeTemplate read(String name, Locale locale) {
        String resource = name + "." + locale.getLanguage() + ".txt";
        try (InputStream in = NoticeTemplates.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no " + resource);
            }
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return new NoticeTemplate(lines.get(0).substring(SUBJECT.length()), lines.subList(2, lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
