package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postern.store.IdFormat;
import org.postern.store.MailboxName;
import org.postern.store.SpecialUse;

/**
 * What an account knows beside its mailboxes, kept in {@value #FILE}: the last UIDVALIDITY given, so that a mailbox made
 * again never gets one twice, special uses, how unique ids of messages are made, and how another server wants its folders laid.
 */
record AccountFile(long lastUidValidity, Map<MailboxName, SpecialUse> uses, IdFormat ids, MaildirLayout layout) {
    static final String FILE = "postern.account";
    private static final String HEAD = "postern-account 1";
    private static final String VALIDITY = "uidvalidity ";
    private static final String USE = "use ";
    private static final String IDS = "ids ";
    private static final String LAYOUT = "layout ";

    static final AccountFile EMPTY = new AccountFile(0, Map.of(), IdFormat.DEFAULT, MaildirLayout.FLAT);

    AccountFile {
        uses = Map.copyOf(uses);
    }

    /** The next UIDVALIDITY: the time, unless that was given already. */
    AccountFile withNextUidValidity(long epochSecond) {
        long next = Math.max(lastUidValidity + 1, epochSecond);
        return new AccountFile(Math.min(next, 0xFFFF_FFFFL), uses, ids, layout);
    }

    /** Another server gave that one. */
    AccountFile withUidValidityTaken(long uidValidity) {
        return new AccountFile(Math.max(lastUidValidity, uidValidity), uses, ids, layout);
    }

    AccountFile withIds(IdFormat format) {
        return new AccountFile(lastUidValidity, uses, format, layout);
    }

    AccountFile withLayout(MaildirLayout other) {
        return new AccountFile(lastUidValidity, uses, ids, other);
    }

    AccountFile with(MailboxName name, Optional<SpecialUse> use) {
        Map<MailboxName, SpecialUse> changed = new TreeMap<>(uses);
        changed.remove(name);
        use.ifPresent(u -> changed.put(name, u));
        return new AccountFile(lastUidValidity, changed, ids, layout);
    }

    String text() {
        StringBuilder out = new StringBuilder(HEAD + "\n" + VALIDITY + lastUidValidity + "\n");
        if (!ids.equals(IdFormat.DEFAULT)) {
            out.append(IDS).append(ids).append('\n');
        }
        if (layout != MaildirLayout.FLAT) {
            out.append(LAYOUT).append(layout).append('\n');
        }
        new TreeMap<>(uses)
                .forEach((name, use) -> out.append(USE)
                        .append(use.name())
                        .append(' ')
                        .append(name)
                        .append('\n'));
        return out.toString();
    }

    /** Empty when there is none; lines that make no sense are passed over. */
    static Optional<AccountFile> read(SmallFiles files, Path root) throws IOException {
        return read(files, root, FILE);
    }

    static Optional<AccountFile> read(SmallFiles files, Path directory, String name) throws IOException {
        return files.lines(directory.resolve(name)).map(AccountFile::parse);
    }

    static AccountFile parse(List<String> lines) {
        long validity = 0;
        Map<MailboxName, SpecialUse> uses = new TreeMap<>();
        IdFormat ids = IdFormat.DEFAULT;
        MaildirLayout layout = MaildirLayout.FLAT;
        for (String line : lines) {
            if (line.startsWith(VALIDITY)) {
                validity = parseNumber(line.substring(VALIDITY.length()));
            } else if (line.startsWith(USE)) {
                parseUse(line.substring(USE.length()), uses);
            } else if (line.startsWith(IDS)) {
                ids = parseIds(line.substring(IDS.length()));
            } else if (line.startsWith(LAYOUT)) {
                layout = MaildirLayout.named(line.substring(LAYOUT.length())).orElse(layout);
            }
        }
        return new AccountFile(validity, uses, ids, layout);
    }

    private static long parseNumber(String text) {
        return text.matches("[0-9]{1,10}") ? Long.parseLong(text) : 0;
    }

    private static IdFormat parseIds(String text) {
        try {
            return IdFormat.parse(text);
        } catch (IllegalArgumentException e) {
            return IdFormat.DEFAULT;
        }
    }

    private static void parseUse(String text, Map<MailboxName, SpecialUse> uses) {
        int space = text.indexOf(' ');
        for (SpecialUse use : SpecialUse.values()) {
            if (space > 0 && use.name().equals(text.substring(0, space))) {
                name(text.substring(space + 1)).ifPresent(name -> uses.put(name, use));
            }
        }
    }

    private static Optional<MailboxName> name(String path) {
        try {
            return Optional.of(new MailboxName(path));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
