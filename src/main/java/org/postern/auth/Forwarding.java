package org.postern.auth;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * Where a user's mail goes instead, or besides.
 *
 * @param targets addresses, at least one: the local part as it was written, the domain canonical
 */
public record Forwarding(List<String> targets, Copy copy) {
    /** The field of the user file that names the targets, with commas between them. */
    public static final String FORWARD = "forward";

    /** The field that says whether the mail also goes into the user's mailbox: {@code yes} or {@code no}, which is the default. */
    public static final String FORWARD_KEEP = "forward-keep";

    /** The most targets of one user. */
    public static final int MAX_TARGETS = 20;

    /** What the user's own mailbox gets. */
    public enum Copy {
        KEPT,
        NONE
    }

    public Forwarding {
        targets = List.copyOf(targets);
    }

    /**
     * Of the fields of a user; empty when mail is not forwarded.
     *
     * @throws IllegalArgumentException with a sentence that names the field
     */
    public static Optional<Forwarding> of(Map<String, String> fields) {
        String keep = fields.getOrDefault(FORWARD_KEEP, "no");
        if (!keep.equals("yes") && !keep.equals("no")) {
            throw new IllegalArgumentException(FORWARD_KEEP + " is neither yes nor no");
        }
        String all = fields.get(FORWARD);
        if (all == null) {
            return Optional.empty();
        }
        Set<String> targets = new LinkedHashSet<>();
        StringTokenizer words = new StringTokenizer(all, ",");
        while (words.hasMoreTokens()) {
            targets.add(target(words.nextToken()));
        }
        if (targets.isEmpty() || targets.size() > MAX_TARGETS) {
            throw new IllegalArgumentException(FORWARD + " needs 1 to " + MAX_TARGETS + " addresses");
        }
        return Optional.of(new Forwarding(List.copyOf(targets), keep.equals("yes") ? Copy.KEPT : Copy.NONE));
    }

    private static String target(String word) {
        try {
            return MailAddress.asWritten(word, Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(FORWARD + ": an address " + e.getMessage(), e);
        }
    }
}
