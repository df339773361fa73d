package org.postern.store.maildir;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.postern.store.Actor;
import org.postern.store.LedgerEntry;
import org.postern.store.MailboxName;
import org.postern.store.Reason;
import org.postern.store.Refusal;
import org.postern.store.StoreException;

/**
 * Lines of a ledger's file: a checksum, a letter, and what the letter says, with the mailbox's directory name last. Lines that
 * make no sense are empty here.
 */
final class LedgerLines {
    static final char BASE = 'B';
    static final char DAY = 'D';
    static final char ENTRY = 'E';
    static final char REFUSAL = 'R';

    private static final String HEAD = "postern-ledger 1 ";

    private LedgerLines() {}

    /** The first line: since when, and whether all mailboxes are in it. */
    record Head(Instant since, boolean complete) {
        String line() {
            return checked(HEAD + since.getEpochSecond() + (complete ? " complete" : " begun"));
        }
    }

    /** What a mailbox held before all entries. */
    record Base(MailboxName mailbox, FolderSize size) {
        Optional<String> line() {
            return named(BASE + " " + size.octets() + " " + size.messages(), mailbox);
        }
    }

    static Optional<String> line(LedgerEntry entry) {
        String figures = entry.at().getEpochSecond() + " " + entry.octets() + " " + entry.messages() + " "
                + entry.why().text();
        return entry.by().isPresent()
                ? named(ENTRY + " " + figures + " " + text(entry.by().get()), entry.mailbox())
                : named(DAY + " " + figures, entry.mailbox());
    }

    static Optional<String> line(Refusal refusal) {
        Refusal.Attempt what = refusal.what();
        String figures = refusal.at().getEpochSecond() + " " + what.octets() + " " + what.messages();
        return named(REFUSAL + " " + figures + " " + what.limit() + " " + text(what.by()), what.mailbox());
    }

    private static String text(Actor by) {
        return by.kind().name().toLowerCase(Locale.ROOT) + " " + by.service() + " " + by.session();
    }

    private static Optional<String> named(String figures, MailboxName mailbox) {
        try {
            return Optional.of(checked(figures + " " + FolderNames.directory(mailbox)));
        } catch (StoreException e) {
            return Optional.empty(); // no mailbox has such a name
        }
    }

    private static String checked(String text) {
        return checksum(text) + " " + text + "\n";
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    /** What the checksum vouches for. */
    static Optional<String> vouched(String line) {
        boolean whole = line.length() > 9
                && line.charAt(8) == ' '
                && line.substring(0, 8).equals(checksum(line.substring(9)));
        return whole ? Optional.of(line.substring(9)) : Optional.empty();
    }

    static Optional<Head> head(String line) {
        return vouched(line)
                .filter(text -> text.startsWith(HEAD))
                .flatMap(text -> parsed(text, 4, word -> {
                    Instant since = Instant.ofEpochSecond(Long.parseLong(word.get(2)));
                    return Optional.of(new Head(since, word.get(3).equals("complete")));
                }));
    }

    static Optional<Base> base(String text) {
        return parsed(text, 4, word -> mailbox(word.get(3)).map(name -> new Base(name, size(word, 1))));
    }

    static Optional<LedgerEntry> day(String text) {
        return parsed(text, 6, word -> entry(word, word.get(5), Optional.empty()));
    }

    static Optional<LedgerEntry> entry(String text) {
        return parsed(text, 9, word -> entry(word, word.get(8), Optional.of(actor(word, 5))));
    }

    static Optional<Refusal> refusal(String text) {
        return parsed(
                text,
                9,
                word -> mailbox(word.get(8)).map(name -> {
                    FolderSize size = size(word, 2);
                    return new Refusal(
                            at(word),
                            new Refusal.Attempt(name, size.octets(), size.messages(), word.get(4), actor(word, 5)));
                }));
    }

    private static Optional<LedgerEntry> entry(List<String> word, String directory, Optional<Actor> by) {
        Optional<Reason> why = Reason.of(word.get(4));
        FolderSize size = size(word, 2);
        return mailbox(directory)
                .flatMap(name ->
                        why.map(reason -> new LedgerEntry(at(word), name, size.octets(), size.messages(), reason, by)));
    }

    private static Instant at(List<String> word) {
        return Instant.ofEpochSecond(Long.parseLong(word.get(1)));
    }

    private static FolderSize size(List<String> word, int first) {
        return new FolderSize(Long.parseLong(word.get(first + 1)), Long.parseLong(word.get(first)));
    }

    private static Actor actor(List<String> word, int first) {
        Actor.Kind kind = Actor.Kind.valueOf(word.get(first).toUpperCase(Locale.ROOT));
        return new Actor(kind, word.get(first + 1), word.get(first + 2));
    }

    private static Optional<MailboxName> mailbox(String directory) {
        return directory.isEmpty() ? Optional.of(MailboxName.INBOX) : FolderNames.mailbox(directory);
    }

    /** Of so many words; the last may have blanks in it. */
    private static <T> Optional<T> parsed(String text, int words, Function<List<String>, Optional<T>> parser) {
        List<String> word = List.of(text.split(" ", words));
        try {
            return word.size() == words ? parser.apply(word) : Optional.empty();
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            return Optional.empty(); // a later version's, or written by hand
        }
    }
}
