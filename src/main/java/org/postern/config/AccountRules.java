package org.postern.config;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Limits of accounts beside storage and messages; empty is unlimited.
 *
 * @param folders of a user, INBOX included
 * @param folderMessages messages of one folder
 * @param messageSize of one message
 * @param folderRules of two that concern a folder the one with the longer name counts, of two with one name the first
 * @param grace by how much one delivered message may cross the limit
 */
public record AccountRules(
        OptionalLong folders,
        OptionalLong folderMessages,
        ByteSize messageSize,
        Extra grace,
        List<FolderRule> folderRules) {
    public AccountRules {
        folderRules = List.copyOf(folderRules);
    }

    /** The field of users and domains with rules that come before others. */
    public static final String RULES = "quota-rules";

    /** The field of users and domains with a grace of their own. */
    public static final String GRACE = "quota-grace";

    /**
     * The same with what fields of a domain or a user say otherwise; other fields do not matter. A rule takes the place of one for
     * the same folder.
     *
     * @throws IllegalArgumentException saying which field is wrong, and how
     */
    public AccountRules with(Map<String, String> fields) {
        List<FolderRule> ownRules = folderRules(fields);
        String ownGrace = fields.get(GRACE);
        if (ownRules.isEmpty() && ownGrace == null) {
            return this;
        }
        return new AccountRules(
                folders,
                folderMessages,
                messageSize,
                ownGrace == null ? grace : read(GRACE, ownGrace, Extra::parse),
                before(ownRules));
    }

    /**
     * What fields say of folders.
     *
     * @throws IllegalArgumentException saying how the field is wrong
     */
    public static List<FolderRule> folderRules(Map<String, String> fields) {
        String text = fields.get(RULES);
        return text == null ? List.of() : read(RULES, text, FolderRule::parseField);
    }

    private List<FolderRule> before(List<FolderRule> own) {
        Set<String> named = own.stream().map(FolderRule::folder).collect(Collectors.toUnmodifiableSet());
        return Stream.concat(own.stream(), folderRules.stream().filter(rule -> !named.contains(rule.folder())))
                .toList();
    }

    private static <T> T read(String field, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(field + ": " + e.getMessage(), e);
        }
    }
}
