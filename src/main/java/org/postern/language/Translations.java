package org.postern.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One language's table: English text, another text. In a text, {@code {}} stands for what changes, and is translated too
 * where the table has it. Immutable.
 */
public final class Translations {
    private static final String SEPARATOR = " = ";
    private static final String GAP = "{}";

    private final Map<String, String> texts;
    private final List<Template> templates;

    private record Template(Pattern pattern, String translation) {}

    private Translations(Map<String, String> texts) {
        this.texts = Map.copyOf(texts);
        this.templates = texts.entrySet().stream()
                .filter(e -> e.getKey().contains(GAP))
                .map(e -> new Template(pattern(e.getKey()), e.getValue()))
                .toList();
    }

    /** English stays as it is. */
    public static Translations none() {
        return new Translations(Map.of());
    }

    /**
     * Reads a table of UTF-8 lines, English{@code  = }translation; empty lines and those that begin with "#" do not count.
     *
     * @param beside a class, in whose package the table lies
     * @throws IllegalStateException when there is no such table, or a line of it is wrong
     */
    public static Translations of(Class<?> beside, String resource) {
        Map<String, String> texts = new LinkedHashMap<>();
        try (InputStream in = beside.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no " + resource);
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                add(line, texts);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Translations(texts);
    }

    private static void add(String line, Map<String, String> texts) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        int at = line.indexOf(SEPARATOR);
        if (at < 0 || texts.put(line.substring(0, at), line.substring(at + SEPARATOR.length())) != null) {
            throw new IllegalStateException("not a line of translations, or a second one: " + line);
        }
    }

    private static Pattern pattern(String english) {
        return Pattern.compile(Pattern.quote(english).replace(GAP, "\\E(.*?)\\Q"), Pattern.DOTALL);
    }

    /** The text in this language, or as it is where there is no translation. */
    public String say(String english) {
        String known = texts.get(english);
        if (known != null) {
            return known;
        }
        for (Template template : templates) {
            Matcher m = template.pattern().matcher(english);
            if (m.matches()) {
                return filled(template.translation(), m);
            }
        }
        return english;
    }

    private String filled(String translation, Matcher gaps) {
        List<String> parts = new ArrayList<>();
        for (int i = 1; i <= gaps.groupCount(); i++) {
            parts.add(say(gaps.group(i)));
        }
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (String part : parts) {
            int gap = translation.indexOf(GAP, from);
            text.append(translation, from, gap).append(part);
            from = gap + GAP.length();
        }
        return text.append(translation, from, translation.length()).toString();
    }
}
