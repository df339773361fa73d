package org.postern.store;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A mailbox name as users read it: Unicode, levels separated by "/", INBOX (in any case) canonical as {@code INBOX}
 * also as first level. Encodings (modified UTF-7, Maildir++ dots) belong to those who need them.
 *
 * <p>Invariant: no empty level, no level "." or "..", no control character, no "%" or "*" (they could not be listed
 * alone), at most {@value #MAX_LEVEL_OCTETS} octets of UTF-8 a level, {@value #MAX_OCTETS} in all, {@value #MAX_DEPTH} levels.
 */
public record MailboxName(String path) implements Comparable<MailboxName> {
    public static final int MAX_LEVEL_OCTETS = 255;
    public static final int MAX_OCTETS = 1024;
    public static final int MAX_DEPTH = 50;
    public static final char SEPARATOR = '/';
    public static final MailboxName INBOX = new MailboxName("INBOX");
    /** By name, but INBOX before all. */
    public static final Comparator<MailboxName> INBOX_FIRST =
            Comparator.comparing((MailboxName n) -> !n.isInbox()).thenComparing(Comparator.naturalOrder());

    /**
     * Makes INBOX canonical and checks the levels.
     *
     * @throws IllegalArgumentException with a reason fit for the client
     */
    public MailboxName {
        path = canonical(path);
        String[] levels = path.split("/", -1);
        if (levels.length > MAX_DEPTH || octets(path) > MAX_OCTETS) {
            throw new IllegalArgumentException("mailbox name too long or too deep");
        }
        for (String level : levels) {
            requireLevel(level);
        }
    }

    /** The name, or a StoreException with {@link Problem#INVALID_NAME}. */
    public static MailboxName of(String path) throws StoreException {
        try {
            return new MailboxName(path);
        } catch (IllegalArgumentException e) {
            throw new StoreException(Problem.INVALID_NAME, String.valueOf(e.getMessage()), e);
        }
    }

    public boolean isInbox() {
        return path.equals("INBOX");
    }

    public List<String> levels() {
        return List.of(path.split("/", -1));
    }

    /** The name of the next higher level; empty at the top. */
    public Optional<MailboxName> parent() {
        int cut = path.lastIndexOf(SEPARATOR);
        return cut < 0 ? Optional.empty() : Optional.of(new MailboxName(path.substring(0, cut)));
    }

    public MailboxName child(String level) throws StoreException {
        return of(path + SEPARATOR + level);
    }

    /** Whether this name lies anywhere below {@code ancestor}. */
    public boolean isBelow(MailboxName ancestor) {
        return path.startsWith(ancestor.path + SEPARATOR);
    }

    /** This name with its prefix {@code from} replaced by {@code to}, as RENAME does to inferiors. */
    public MailboxName moved(MailboxName from, MailboxName to) throws StoreException {
        return of(to.path + path.substring(from.path.length()));
    }

    @Override
    public int compareTo(MailboxName other) {
        return path.compareTo(other.path);
    }

    @Override
    public String toString() {
        return path;
    }

    private static String canonical(String path) {
        boolean inbox = path.length() >= 5 && (path.length() == 5 || path.charAt(5) == SEPARATOR);
        for (int i = 0; inbox && i < 5; i++) {
            // ASCII letters only: a dotless i would become I under Unicode's rules
            inbox = (path.charAt(i) & ~0x20) == "INBOX".charAt(i);
        }
        return inbox ? "INBOX" + path.substring(5) : path;
    }

    private static void requireLevel(String level) {
        if (level.isEmpty() || level.equals(".") || level.equals("..")) {
            throw new IllegalArgumentException("empty or dot-only level in mailbox name");
        }
        if (octets(level) > MAX_LEVEL_OCTETS) {
            throw new IllegalArgumentException("level of mailbox name too long");
        }
        for (int i = 0; i < level.length(); i++) {
            char c = level.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < level.length()
                    && Character.isLowSurrogate(level.charAt(i + 1));
            if (pair) {
                i++;
            } else if (Character.isISOControl(c) || Character.isSurrogate(c) || "%*\u2028\u2029".indexOf(c) >= 0) {
                throw new IllegalArgumentException("character not allowed in mailbox name");
            }
        }
    }

    private static int octets(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }
}
