package org.postern.store.maildir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Ids by which clients know messages, other than by the format that the account has: what an earlier server told its POP3
 * clients. Kept in {@value #FILE}, a line for each message: its UID, a space, the id.
 */
final class KnownIds {
    static final String FILE = "postern.uidl";

    private KnownIds() {}

    static Map<Long, String> read(Surroundings env, Path folder) throws IOException {
        Map<Long, String> ids = new HashMap<>();
        Optional<BufferedReader> reader = env.small().reader(folder.resolve(FILE));
        if (reader.isPresent()) {
            try (BufferedReader in = reader.get()) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    readLine(line, ids);
                }
            }
        }
        return ids;
    }

    private static void readLine(String line, Map<Long, String> ids) {
        int space = line.indexOf(' ');
        boolean number = space > 0 && space <= 10 && line.chars().limit(space).allMatch(c -> c >= '0' && c <= '9');
        if (number && isId(line.substring(space + 1))) {
            ids.put(Long.parseLong(line.substring(0, space)), line.substring(space + 1));
        }
    }

    /** What can stand in a line of a POP3 answer: printable ASCII without space, of sensible length. */
    static boolean isId(String text) {
        return !text.isEmpty() && text.length() <= 255 && text.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }

    static void write(Surroundings env, Path folder, Map<Long, String> ids) throws IOException {
        env.small()
                .replace(
                        folder.resolve(FILE),
                        new TreeMap<>(ids)
                                .entrySet().stream()
                                        .map(e -> e.getKey() + " " + e.getValue())
                                        .iterator());
    }
}
