package org.postern.imap.syntax;

import java.util.ArrayList;
import java.util.List;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.Annotations;

/**
 * The name of an annotation's entry (RFC 5464 3.2) as the client wrote it.
 *
 * @param text begins with {@code /private} or {@code /shared}, in any case
 */
public record EntryName(String text) {
    private static final String PRIVATE = "/private";
    private static final String SHARED = "/shared";

    /** An entry to be looked for; with DEPTH it may be one of the two roots alone. */
    public static EntryName parse(ImapLexer in) throws ImapSyntaxException {
        int from = in.position();
        EntryName name = new EntryName(in.astring());
        if (!name.isWellFormed()) {
            throw new ImapSyntaxException(from, "not an entry name: /private/... or /shared/... expected");
        }
        return name;
    }

    /** An entry to be set: at least two levels, below vendor at least four. */
    public static EntryName parseToSet(ImapLexer in) throws ImapSyntaxException {
        int from = in.position();
        EntryName name = parse(in);
        long levels = name.text.chars().filter(c -> c == '/').count();
        boolean vendor =
                name.key().startsWith(PRIVATE + "/vendor") || name.key().startsWith(SHARED + "/vendor");
        if (levels < (vendor ? 4 : 2)) {
            throw new ImapSyntaxException(from, "the entry name has too few levels");
        }
        return name;
    }

    /** entries: one, or several in parentheses. Several without are understood too, as RFC 5464 4.4.1 has them. */
    public static List<EntryName> parseAll(ImapLexer in) throws ImapSyntaxException {
        if (in.peek() == '(') {
            return in.list(EntryName::parse);
        }
        List<EntryName> names = new ArrayList<>();
        do {
            names.add(parse(in));
        } while (!in.atEnd() && in.tryConsume(' '));
        return names;
    }

    /** As the store knows it. */
    public String key() {
        return Annotations.fold(text);
    }

    public boolean isPrivate() {
        return key().startsWith(PRIVATE);
    }

    private boolean isWellFormed() {
        String key = key();
        boolean rooted = isBelow(key, PRIVATE) || isBelow(key, SHARED);
        return rooted
                && !key.contains("//")
                && !key.endsWith("/")
                && key.chars().allMatch(c -> c >= ' ' && c < 0x7F && c != '*' && c != '%');
    }

    private static boolean isBelow(String key, String root) {
        return key.equals(root) || key.startsWith(root + "/");
    }
}
