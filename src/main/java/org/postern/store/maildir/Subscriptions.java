package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postern.store.MailboxName;

/**
 * The subscription list {@value #FILE}. We write Dovecot's version 2 (a header line, then one name a line, levels in
 * modified UTF-7 separated by tabs) and read its version 1 and Courier's too (levels separated by dots, perhaps below
 * "INBOX."; here a leading "INBOX." is part of the name).
 */
final class Subscriptions {
    static final String FILE = "subscriptions";
    private static final String HEAD = "V\t2";

    private Subscriptions() {}

    static Set<MailboxName> read(SmallFiles files, Path root) throws IOException {
        List<String> lines = files.lines(root.resolve(FILE)).orElse(List.of());
        boolean second = !lines.isEmpty() && lines.get(0).equals(HEAD);
        Set<MailboxName> names = new TreeSet<>();
        for (String line : second ? lines.subList(1, lines.size()) : lines) {
            parse(line, second ? '\t' : '.').ifPresent(names::add);
        }
        return names;
    }

    static String text(Set<MailboxName> names) {
        StringBuilder out = new StringBuilder(HEAD + "\n\n");
        for (MailboxName name : new TreeSet<>(names)) {
            List<String> levels =
                    name.levels().stream().map(ModifiedUtf7::encode).toList();
            out.append(String.join("\t", levels)).append('\n');
        }
        return out.toString();
    }

    private static Optional<MailboxName> parse(String line, char separator) {
        List<String> levels = new ArrayList<>();
        for (int from = 0; from <= line.length(); ) {
            int cut = line.indexOf(separator, from);
            int end = cut < 0 ? line.length() : cut;
            levels.add(ModifiedUtf7.decode(line.substring(from, end)).orElse(""));
            from = end + 1;
        }
        try {
            return Optional.of(new MailboxName(String.join("/", levels)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
