package org.postern.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long messages are kept in some mailboxes: {@code Trash 30d}, {@code \Junk 14d}, {@code Lists/* 1h}, {@code Old never}.
 *
 * @param mailboxes a special use with its backslash, or a name in which {@code *} stands for anything
 * @param age empty: for ever
 */
public record ExpireRule(String mailboxes, Optional<Duration> age) {
    /** The field of users and domains whose rules come before those of the configuration. */
    public static final String FIELD = "expire";

    /** What a mailbox can be for (RFC 6154), in lower case. */
    public static final Set<String> USES =
            Set.of("\\all", "\\archive", "\\drafts", "\\flagged", "\\junk", "\\sent", "\\trash", "\\important");

    private static final Pattern FORM = Pattern.compile("(\\S|\\S.*\\S)\\s+(\\S+)");

    /**
     * A rule as the configuration has it.
     *
     * @throws IllegalArgumentException with a sentence for the operator
     */
    static ExpireRule parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("must be a mailbox and an age, like \"Trash 30d\", not '" + text + "'");
        }
        return of(parts.group(1), parts.group(2));
    }

    /**
     * Rules as a field of a user or a domain has them: {@code Trash:30d,\Junk:never}. In names {@code %20} stands for a space,
     * {@code %2C} for a comma and {@code %25} for a percent sign.
     *
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public static List<ExpireRule> parseField(String text) {
        List<ExpireRule> rules = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            int colon = part.lastIndexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException(
                        FIELD + ": must be mailboxes and ages, like \"Trash:30d,Junk:14d\", not '" + text + "'");
            }
            try {
                rules.add(of(FieldNames.unescaped(part.substring(0, colon)), part.substring(colon + 1)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(FIELD + ": " + e.getMessage(), e);
            }
        }
        return List.copyOf(rules);
    }

    private static ExpireRule of(String mailboxes, String age) {
        if (mailboxes.startsWith("\\") && !USES.contains(mailboxes.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("there is no use of a mailbox called '" + mailboxes + "'");
        }
        boolean bad = mailboxes.startsWith("/")
                || mailboxes.endsWith("/")
                || mailboxes.contains("//")
                || mailboxes.chars().anyMatch(c -> c < ' ' || c == 0x7F);
        if (bad) {
            throw new IllegalArgumentException("no mailbox can be called '" + mailboxes + "'");
        }
        return new ExpireRule(mailboxes, age.equals("never") ? Optional.empty() : Optional.of(Durations.parse(age)));
    }
}
