package org.postern.imap.syntax;

import java.util.Locale;
import org.postern.store.MailboxName;

/**
 * A LIST pattern in Unicode: {@code *} matches anything, {@code %} anything within a level (RFC 9051 6.3.9). Matching
 * takes time proportional to pattern times name, whatever the pattern.
 */
public final class ListPattern {
    private static final String INBOX = "INBOX";

    private final String pattern;

    public ListPattern(String reference, String pattern) {
        this.pattern = collapse(reference + pattern);
    }

    public boolean matches(String path) {
        return matches(pattern, path) || (startsWithInbox(path) && matches(foldInbox(), path));
    }

    /** "inbox" in any case means INBOX; other letters keep their case. */
    private String foldInbox() {
        int end = Math.min(INBOX.length(), pattern.length());
        return pattern.substring(0, end).toUpperCase(Locale.ROOT) + pattern.substring(end);
    }

    private static boolean startsWithInbox(String path) {
        return path.startsWith(INBOX)
                && (path.length() == INBOX.length() || path.charAt(INBOX.length()) == MailboxName.SEPARATOR);
    }

    /** Runs of wildcards mean what the strongest of them means. */
    private static String collapse(String pattern) {
        StringBuilder out = new StringBuilder(pattern.length());
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            int last = out.length() - 1;
            char before = last < 0 ? 0 : out.charAt(last);
            boolean run = (c == '*' || c == '%') && (before == '*' || before == '%');
            if (!run) {
                out.append(c);
            } else if (c == '*') {
                out.setCharAt(last, '*');
            }
        }
        return out.toString();
    }

    /** One row of the table "pattern so far matches name so far" at a time. */
    private static boolean matches(String pattern, String name) {
        boolean[] row = new boolean[name.length() + 1];
        row[0] = true;
        for (int p = 0; p < pattern.length(); p++) {
            char c = pattern.charAt(p);
            boolean wild = c == '*' || c == '%';
            boolean diagonal = row[0];
            row[0] = wild && row[0];
            for (int n = 1; n <= name.length(); n++) {
                boolean above = row[n];
                char at = name.charAt(n - 1);
                boolean more = c == '*' || at != MailboxName.SEPARATOR;
                row[n] = wild ? above || (row[n - 1] && more) : diagonal && c == at;
                diagonal = above;
            }
        }
        return row[name.length()];
    }
}
