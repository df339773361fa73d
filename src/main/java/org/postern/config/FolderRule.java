package org.postern.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a folder, and what is below it, counts against a quota.
 *
 * @param folder its name, levels with "/" between them
 * @param more what may be stored beyond the limit when mail goes there; empty: it counts for nothing
 */
public record FolderRule(String folder, Optional<Extra> more) {
    private static final Pattern TEXT = Pattern.compile("([^:]+): *(ignored|\\+(.+))");
    private static final Pattern NAME = Pattern.compile("[^/%*\\p{Cntrl}]+(/[^/%*\\p{Cntrl}]+)*");
    private static final int LONGEST_NAME = 200;

    /**
     * Reads {@code Trash: +10%}, {@code Archive: +1G} or {@code Junk: ignored}.
     *
     * @throws IllegalArgumentException with a sentence fit for an operator
     */
    static FolderRule parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a rule like 'Trash: +10%' or 'Junk: ignored': '" + text + "'");
        }
        return of(matcher.group(1).strip(), matcher);
    }

    /**
     * Reads rules as a field of a user or a domain has them: {@code Trash:+10%,Junk:ignored}, names as in {@link FieldNames}.
     *
     * @throws IllegalArgumentException with a sentence fit for an operator
     */
    static List<FolderRule> parseField(String text) {
        List<FolderRule> rules = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher matcher = TEXT.matcher(part);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "must be rules like \"Trash:+10%,Junk:ignored\", not '" + text + "'");
            }
            rules.add(of(FieldNames.unescaped(matcher.group(1)), matcher));
        }
        return List.copyOf(rules);
    }

    private static FolderRule of(String folder, Matcher matcher) {
        if (folder.length() > LONGEST_NAME || !NAME.matcher(folder).matches()) {
            throw new IllegalArgumentException("not a folder's name: '" + folder + "'");
        }
        return new FolderRule(folder, Optional.ofNullable(matcher.group(3)).map(Extra::parse));
    }
}
