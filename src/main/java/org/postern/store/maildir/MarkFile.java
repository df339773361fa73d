package org.postern.store.maildir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postern.store.UidSet;

/**
 * Sets of messages by name in {@value #FILE}, which lies beside them: UIDVALIDITY, then a line for each set, its name, a space
 * and UIDs as IMAP writes them. Marks made under another UIDVALIDITY, and lines that make no sense, mark nothing.
 */
final class MarkFile {
    static final String FILE = "postern.marks";

    private static final String HEAD = "postern-marks 1 ";
    private static final Pattern NAME = Pattern.compile("[a-z0-9.-]{1,64}");
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,10})(?::([0-9]{1,10}))?");

    private final SmallFiles small;
    private final Path file;
    private final long uidValidity;

    MarkFile(SmallFiles small, Path folder, long uidValidity) {
        this.small = small;
        this.file = folder.resolve(FILE);
        this.uidValidity = uidValidity;
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    Map<String, UidSet> read() throws IOException {
        Map<String, UidSet> sets = new TreeMap<>();
        Optional<BufferedReader> reader = small.reader(file);
        if (reader.isPresent()) {
            try (BufferedReader in = reader.get()) {
                if ((HEAD + uidValidity).equals(in.readLine())) {
                    for (String line = in.readLine(); line != null; line = in.readLine()) {
                        readLine(line, sets);
                    }
                }
            }
        }
        return sets;
    }

    private static void readLine(String line, Map<String, UidSet> sets) {
        int space = line.indexOf(' ');
        if (space > 0 && isName(line.substring(0, space))) {
            uids(line.substring(space + 1)).ifPresent(uids -> sets.put(line.substring(0, space), uids));
        }
    }

    private static Optional<UidSet> uids(String text) {
        UidSet.Builder uids = new UidSet.Builder();
        for (String range : text.split(",", -1)) {
            Matcher m = RANGE.matcher(range);
            if (!m.matches()) {
                return Optional.empty();
            }
            long first = Long.parseLong(m.group(1));
            long last = m.group(2) == null ? first : Long.parseLong(m.group(2));
            if (first < 1 || last < first || last > UidSet.MAX) {
                return Optional.empty();
            }
            uids.add(first, last);
        }
        return Optional.of(uids.build());
    }

    /** Durable when it returns; empty sets are left out. */
    void write(Map<String, UidSet> sets) throws IOException {
        List<String> lines = new ArrayList<>(List.of(HEAD + uidValidity));
        sets.forEach((name, uids) -> {
            if (!uids.isEmpty()) {
                lines.add(name + " " + uids);
            }
        });
        small.replace(file, lines.iterator());
    }
}
