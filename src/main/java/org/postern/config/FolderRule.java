package org.postern.config;

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
        String folder = matcher.group(1).strip();
        if (folder.length() > LONGEST_NAME || !NAME.matcher(folder).matches()) {
            throw new IllegalArgumentException("not a folder's name: '" + folder + "'");
        }
        return new FolderRule(folder, Optional.ofNullable(matcher.group(3)).map(Extra::parse));
    }
}
