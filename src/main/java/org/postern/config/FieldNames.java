package org.postern.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of mailboxes in fields of users and domains, where a space or a comma would end them. */
final class FieldNames {
    private static final Pattern ESCAPE = Pattern.compile("%(20|25|2[cC])");

    private FieldNames() {}

    /**
     * The name, in which {@code %20} stands for a space, {@code %2C} for a comma and {@code %25} for a percent sign.
     *
     * @throws IllegalArgumentException with a sentence for the operator
     */
    static String unescaped(String name) {
        Matcher escapes = ESCAPE.matcher(name);
        String plain = escapes.replaceAll(m -> Matcher.quoteReplacement(
                switch (m.group(1)) {
                    case "20" -> " ";
                    case "25" -> "%";
                    default -> ",";
                }));
        if (ESCAPE.matcher(name).replaceAll("").contains("%")) {
            throw new IllegalArgumentException("'%' begins only %20, %25 and %2C: '" + name + "'");
        }
        return plain;
    }
}
