package org.postern.imap.syntax;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.Flags;
import org.postern.store.SystemFlag;

/**
 * Flags as clients write them (RFC 9051 2.3.2 and 9). {@code \Recent} cannot be set and is ignored where it is given, as
 * clients of rev1 copy it from what they fetched; other unknown system flags are refused.
 */
public final class FlagSyntax {
    private FlagSyntax() {}

    /** flag-list: parentheses, perhaps empty. */
    public static Flags parseList(ImapLexer in) throws ImapSyntaxException {
        Collector flags = new Collector();
        in.listOrEmpty(flags::read);
        return flags.all();
    }

    /** What STORE takes: a flag-list or flags without parentheses. */
    public static Flags parseStoreFlags(ImapLexer in) throws ImapSyntaxException {
        if (in.peek() == '(') {
            return parseList(in);
        }
        Collector flags = new Collector();
        do {
            flags.read(in);
        } while (in.tryConsume(' '));
        return flags.all();
    }

    /** flag-keyword: an atom of at most {@link Flags#MAX_KEYWORD} octets. */
    public static String parseKeyword(ImapLexer in) throws ImapSyntaxException {
        int from = in.position();
        String keyword = in.atom();
        if (keyword.length() > Flags.MAX_KEYWORD) {
            throw new ImapSyntaxException(from, "keyword too long");
        }
        return keyword;
    }

    /** The system flag of a name with its backslash, in any case. */
    public static Optional<SystemFlag> systemFlag(String name) {
        for (SystemFlag flag : SystemFlag.values()) {
            if (flag.wireName().equalsIgnoreCase(name)) {
                return Optional.of(flag);
            }
        }
        return Optional.empty();
    }

    private static final class Collector {
        private final Set<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
        private final Set<String> keywords = new LinkedHashSet<>();

        String read(ImapLexer in) throws ImapSyntaxException {
            int from = in.position();
            if (!in.tryConsume('\\')) {
                String keyword = parseKeyword(in);
                keywords.add(keyword);
                return keyword;
            }
            String name = "\\" + in.atom();
            Optional<SystemFlag> flag = systemFlag(name);
            if (flag.isEmpty() && !name.toLowerCase(Locale.ROOT).equals("\\recent")) {
                throw new ImapSyntaxException(from, "unknown system flag");
            }
            flag.ifPresent(system::add);
            return name;
        }

        Flags all() {
            return Flags.of(system, keywords);
        }
    }
}
