package org.postern.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One expected line (with its literals, in IMAP), ready to be held against what came. */
final class Expectation {
    private static final Pattern SPECIAL = Pattern.compile("\\.\\.\\.|" + Bindings.VARIABLE.pattern());
    private static final String VALUE = "([^\\s()\\[\\]<>]+)";

    private final Step step;
    private final List<Macros.Part> parts;

    Expectation(Step step, List<Macros.Part> parts) {
        this.step = step;
        this.parts = parts;
    }

    Step step() {
        return step;
    }

    /** Whether it may come in any order in its group. */
    boolean isUntagged() {
        return step.text().startsWith("* ");
    }

    /** How many lines, in protocols that know nothing but lines. */
    int lines() {
        int lines = 1;
        for (Macros.Part part : parts) {
            for (int at = part.text().indexOf("\r\n"); at >= 0; at = part.text().indexOf("\r\n", at + 2)) {
                lines++;
            }
        }
        return lines;
    }

    /** Holds a line against this; binds what was open when it fits. */
    boolean matches(String received, Bindings bindings) {
        List<String> names = new ArrayList<>();
        Matcher m = pattern(bindings, names).matcher(received);
        if (!m.matches()) {
            return false;
        }
        for (int i = 0; i < names.size(); i++) {
            bindings.bind(names.get(i), m.group(i + 1));
        }
        return true;
    }

    private Pattern pattern(Bindings bindings, List<String> names) {
        StringBuilder regex = new StringBuilder();
        for (Macros.Part part : parts) {
            if (part.kind() == Macros.Part.Kind.EXACT) {
                regex.append(Pattern.quote(part.text()));
            } else {
                written(part.text(), bindings, names, regex);
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static void written(String text, Bindings bindings, List<String> names, StringBuilder regex) {
        Matcher m = SPECIAL.matcher(text);
        int from = 0;
        while (m.find()) {
            regex.append(Pattern.quote(text.substring(from, m.start())));
            from = m.end();
            String name = m.group(1);
            if (name == null) {
                regex.append(".*");
            } else if (names.contains(name)) {
                regex.append('\\').append(names.indexOf(name) + 1);
            } else if (bindings.get(name).isPresent()) {
                regex.append(Pattern.quote(bindings.get(name).get()));
            } else {
                regex.append(VALUE);
                names.add(name);
            }
        }
        regex.append(Pattern.quote(text.substring(from)));
    }
}
