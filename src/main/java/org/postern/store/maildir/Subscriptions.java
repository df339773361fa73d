package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.postern.store.MailboxName;

/**
 * The subscription list {@value #FILE}. We write Dovecot's version 2 (a header line, then one name a line, levels in
 * modified UTF-7 separated by tabs) and read its version 1 too (levels separated by dots, or by slashes where there are
 * some). Where there is no such list, Courier's {@value #COURIER} is read (levels separated by dots, below "INBOX.").
 */
final class Subscriptions {
    static final String FILE = "subscriptions";
    static final String COURIER = "courierimapsubscribed";
    private static final String HEAD = "V\t2";
    private static final String COURIER_PREFIX = "INBOX.";

    private Subscriptions() {}

    static Set<MailboxName> read(SmallFiles files, Path root) throws IOException {
        Set<MailboxName> names = new TreeSet<>();
        for (Line line : lines(files, root)) {
            parse(line.text(), line.separator()).ifPresent(names::add);
        }
        return names;
    }

    /** How many lines make no sense and are passed over. */
    static long oddLines(SmallFiles files, Path root) throws IOException {
        return lines(files, root).stream()
                .filter(line -> !line.text().isEmpty()
                        && parse(line.text(), line.separator()).isEmpty())
                .count();
    }

    /** A name, and what stands between its levels. */
    private record Line(String text, char separator) {}

    private static List<Line> lines(SmallFiles files, Path root) throws IOException {
        Optional<List<String>> own = files.lines(root.resolve(FILE));
        if (own.isEmpty()) {
            return files.lines(root.resolve(COURIER)).orElse(List.of()).stream()
                    .map(text -> new Line(
                            text.startsWith(COURIER_PREFIX) ? text.substring(COURIER_PREFIX.length()) : text, '.'))
                    .toList();
        }
        List<String> all = own.get();
        boolean second = !all.isEmpty() && all.get(0).equals(HEAD);
        return (second ? all.subList(1, all.size()) : all)
                .stream()
                        .map(text -> new Line(text, second ? '\t' : text.indexOf('/') >= 0 ? '/' : '.'))
                        .toList();
    }

    static String text(Set<MailboxName> names) {
        return text(names, ModifiedUtf7::encode);
    }

    /** As Dovecot has it with LAYOUT=fs, where a dot in a name stands for itself. */
    static String textForNested(Set<MailboxName> names) {
        return text(names, ModifiedUtf7::encodeWithDots);
    }

    /** As Courier has it, which names INBOX as the top of all. */
    static String textForCourier(Set<MailboxName> names, MaildirLayout layout) {
        StringBuilder out = new StringBuilder();
        for (MailboxName name : new TreeSet<>(names)) {
            List<String> levels = name.levels().stream()
                    .map(level -> layout == MaildirLayout.UTF8 ? level : ModifiedUtf7.encode(level))
                    .toList();
            out.append(name.isInbox() ? "" : COURIER_PREFIX)
                    .append(String.join(".", levels))
                    .append('\n');
        }
        return out.toString();
    }

    private static String text(Set<MailboxName> names, UnaryOperator<String> encoding) {
        StringBuilder out = new StringBuilder(HEAD + "\n\n");
        for (MailboxName name : new TreeSet<>(names)) {
            List<String> levels = name.levels().stream().map(encoding).toList();
            out.append(String.join("\t", levels)).append('\n');
        }
        return out.toString();
    }

    /** Courier from version 5 on writes UTF-8. */
    private static String level(String text) {
        boolean ascii = text.chars().allMatch(c -> c <= 0x7E);
        return ascii ? ModifiedUtf7.decodeWithDots(text).orElse("") : text;
    }

    private static Optional<MailboxName> parse(String line, char separator) {
        List<String> levels = new ArrayList<>();
        for (int from = 0; from <= line.length(); ) {
            int cut = line.indexOf(separator, from);
            int end = cut < 0 ? line.length() : cut;
            levels.add(level(line.substring(from, end)));
            from = end + 1;
        }
        try {
            return Optional.of(new MailboxName(String.join("/", levels)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
