package org.postern.store.maildir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which UIDs another server gave to which files: Dovecot's {@value #DOVECOT} of version 3 (extension fields before the
 * name) and 1, which is also Courier's {@value #COURIER}. A name there is what stands before the flags.
 *
 * <p>Reading trusts nothing: a line that makes no sense is passed over and counted, of two lines with one UID the first
 * counts; a file without a sound header is none.
 *
 * @param validity UIDVALIDITY, 1 to 2^32-1
 * @param next UIDNEXT, above all UIDs here
 * @param extensions fields of the header beside these two, each a key letter and its value
 * @param entries by rising UID
 * @param odd lines passed over
 */
record UidList(long validity, long next, List<String> extensions, List<Entry> entries, int odd) {
    static final String DOVECOT = "dovecot-uidlist";
    static final String COURIER = "courierimapuiddb";

    /** The mailbox's id, 32 hexadecimal digits. */
    static final char GUID = 'G';
    /** What POP3 clients know a message by. */
    static final char POP3_UIDL = 'P';

    private static final long MAX_VALIDITY = 0xFFFF_FFFFL;
    private static final long MAX_UID = 0xFFFF_FFFEL;
    private static final int LONGEST_LINE = 8192;

    /** One message; {@code fields} as in the header. */
    record Entry(long uid, List<String> fields, String name) {
        Optional<String> field(char key) {
            return valueOf(key, fields);
        }

        String line() {
            String all = fields.isEmpty() ? "" : String.join(" ", fields) + ' ';
            return uid + " " + all + ':' + name;
        }
    }

    Optional<String> extension(char key) {
        return valueOf(key, extensions);
    }

    private static Optional<String> valueOf(char key, List<String> fields) {
        return fields.stream()
                .filter(field -> field.charAt(0) == key)
                .map(field -> field.substring(1))
                .findFirst();
    }

    /** The lines of Dovecot's file, version 3. */
    static Iterator<String> lines(long validity, long next, List<String> extensions, Stream<Entry> entries) {
        String more = extensions.isEmpty() ? "" : ' ' + String.join(" ", extensions);
        return Stream.concat(Stream.of("3 V" + validity + " N" + next + more), entries.map(Entry::line))
                .iterator();
    }

    /** The lines of Courier's file. */
    static Iterator<String> courierLines(long validity, long next, Stream<Entry> entries) {
        return Stream.concat(
                        Stream.of("1 " + validity + " " + next), entries.map(entry -> entry.uid() + " " + entry.name()))
                .iterator();
    }

    /** Empty when there is no such regular file, or it has no sound header. */
    static Optional<UidList> read(SmallFiles files, Path file) throws IOException {
        Optional<BufferedReader> reader = files.reader(file);
        if (reader.isEmpty()) {
            return Optional.empty();
        }
        try (BufferedReader in = reader.get()) {
            return parse(in);
        }
    }

    static Optional<UidList> parse(BufferedReader in) throws IOException {
        String head = in.readLine();
        if (head == null || head.length() > LONGEST_LINE || head.length() < 2 || head.charAt(1) != ' ') {
            return Optional.empty();
        }
        String rest = head.substring(2);
        return switch (head.charAt(0)) {
            case '1' -> old(rest, in);
            case '3' -> extended(rest, in);
            default -> Optional.empty();
        };
    }

    private static Optional<UidList> old(String head, BufferedReader in) throws IOException {
        String[] numbers = head.strip().split(" +", -1);
        return numbers.length < 2
                ? Optional.empty()
                : new Parser(UidList::oldEntry).parse(number(numbers[0]), number(numbers[1]), List.of(), in);
    }

    private static Optional<UidList> extended(String head, BufferedReader in) throws IOException {
        OptionalLong validity = OptionalLong.empty();
        OptionalLong next = OptionalLong.empty();
        List<String> extensions = new ArrayList<>();
        for (String field : head.split(" ", -1)) {
            if (field.startsWith("V")) {
                validity = number(field.substring(1));
            } else if (field.startsWith("N")) {
                next = number(field.substring(1));
            } else if (isField(field)) {
                extensions.add(field);
            }
        }
        return new Parser(UidList::extendedEntry).parse(validity, next, extensions, in);
    }

    private interface EntryParser {
        /** {@code rest} is what follows the UID and its space. */
        Optional<Entry> parse(long uid, String rest);
    }

    private static Optional<Entry> oldEntry(long uid, String rest) {
        return named(uid, List.of(), rest);
    }

    private static Optional<Entry> extendedEntry(long uid, String rest) {
        List<String> fields = new ArrayList<>();
        int at = 0;
        while (at < rest.length() && rest.charAt(at) != ':') {
            int space = rest.indexOf(' ', at);
            int end = space < 0 ? rest.length() : space;
            String field = rest.substring(at, end);
            if (isField(field)) {
                fields.add(field);
            }
            at = end + 1;
        }
        return at < rest.length() ? named(uid, List.copyOf(fields), rest.substring(at + 1)) : Optional.empty();
    }

    private static Optional<Entry> named(long uid, List<String> fields, String name) {
        String base = name.substring(0, MessageFileName.infoAt(name));
        boolean sound = !base.isEmpty() && base.indexOf('/') < 0 && base.indexOf('\0') < 0;
        return sound ? Optional.of(new Entry(uid, fields, base)) : Optional.empty();
    }

    private static boolean isField(String text) {
        return text.length() > 1 && text.charAt(0) >= 'A' && text.charAt(0) <= 'Z';
    }

    /** Empty unless digits make a number from 1 to 2^32-1. */
    private static OptionalLong number(String text) {
        if (text.isEmpty() || text.length() > 10 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return OptionalLong.empty();
        }
        long value = Long.parseLong(text);
        return value >= 1 && value <= MAX_VALIDITY ? OptionalLong.of(value) : OptionalLong.empty();
    }

    /** Collects entries. */
    private static final class Parser {
        private final EntryParser entryParser;
        private final List<Entry> entries = new ArrayList<>();
        private final Set<Long> uids = new HashSet<>();
        private int odd;

        Parser(EntryParser entryParser) {
            this.entryParser = entryParser;
        }

        Optional<UidList> parse(OptionalLong validity, OptionalLong next, List<String> extensions, BufferedReader in)
                throws IOException {
            if (validity.isEmpty() || next.isEmpty()) {
                return Optional.empty();
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                Optional<Entry> entry = line.length() > LONGEST_LINE ? Optional.empty() : entry(line);
                if (entry.isPresent() && uids.add(entry.get().uid())) {
                    entries.add(entry.get());
                } else {
                    odd++;
                }
            }
            entries.sort(Comparator.comparing(Entry::uid));
            long above = entries.isEmpty() ? 1 : entries.get(entries.size() - 1).uid() + 1;
            return Optional.of(new UidList(
                    validity.getAsLong(),
                    Math.max(next.getAsLong(), above),
                    List.copyOf(extensions),
                    List.copyOf(entries),
                    odd));
        }

        private Optional<Entry> entry(String line) {
            int space = line.indexOf(' ');
            OptionalLong uid = space < 0 ? OptionalLong.empty() : number(line.substring(0, space));
            return uid.isPresent() && uid.getAsLong() <= MAX_UID
                    ? entryParser.parse(uid.getAsLong(), line.substring(space + 1))
                    : Optional.empty();
        }
    }
}
