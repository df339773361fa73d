package org.postern.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.postern.store.LedgerEntry;
import org.postern.store.MailboxName;
import org.postern.store.Refusal;

/**
 * The file {@value #FILE} of an account: text, a line an entry, appended to and now and then replaced by a shorter one. It is
 * never synced: what a power cut takes from it, the next comparison with the files puts in. Not thread-safe.
 *
 * <p>How it fails: lines that are not whole are passed over and said to be missing; a file that is not a ledger is none.
 */
final class LedgerFile {
    static final String FILE = "postern.ledger";

    private final Surroundings env;
    private final Path path;
    /** Of what this process has written or read; what lies behind is the rest of a failed write. */
    private long size;

    LedgerFile(Surroundings env, Path account) {
        this.env = env;
        this.path = account.resolve(FILE);
    }

    /** What was read: {@code whole} unless lines made no sense. */
    record Found(LedgerBook book, boolean whole) {}

    /** All of it; empty when there is no ledger. */
    Optional<Found> load() throws IOException {
        return read(Long.MAX_VALUE);
    }

    /** What was loaded or written by this process. */
    Optional<Found> written() throws IOException {
        return read(size);
    }

    private Optional<Found> read(long most) throws IOException {
        try (FileChannel channel = env.files().openToRead(path)) {
            if (channel.size() > SmallFiles.MAX_SIZE) {
                return Optional.empty();
            }
            ByteBuffer all = ByteBuffer.allocate((int) Math.min(most, channel.size()));
            while (all.hasRemaining() && channel.read(all) >= 0) {}
            size = all.position();
            return parsed(new String(all.array(), 0, all.position(), StandardCharsets.US_ASCII));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            if (env.files().stat(path).filter(FileLayer.Stat::isFile).isPresent()) {
                throw e;
            }
            return Optional.empty(); // a directory, or the like
        }
    }

    private static Optional<Found> parsed(String text) {
        List<String> lines = text.lines().toList();
        Optional<LedgerLines.Head> head = lines.stream().findFirst().flatMap(LedgerLines::head);
        if (head.isEmpty()) {
            return Optional.empty();
        }
        Map<MailboxName, FolderSize> bases = new HashMap<>();
        List<LedgerEntry> entries = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        int understood = 1;
        for (String line : lines.subList(1, lines.size())) {
            String vouched = LedgerLines.vouched(line).orElse(" ");
            boolean sense = switch (vouched.charAt(0)) {
                case LedgerLines.BASE ->
                    LedgerLines.base(vouched)
                            .map(base -> bases.put(base.mailbox(), base.size()) == null)
                            .orElse(false);
                case LedgerLines.DAY ->
                    LedgerLines.day(vouched).map(entries::add).orElse(false);
                case LedgerLines.ENTRY ->
                    LedgerLines.entry(vouched).map(entries::add).orElse(false);
                case LedgerLines.REFUSAL ->
                    LedgerLines.refusal(vouched).map(refusals::add).orElse(false);
                default -> false;
            };
            understood += sense ? 1 : 0;
        }
        boolean whole = understood == lines.size() && text.endsWith("\n");
        return Optional.of(new Found(new LedgerBook(head.get(), bases, entries, refusals), whole));
    }

    /** Writes entries at the end. Where that fails, what was written of them does not count. */
    void append(List<LedgerEntry> entries, List<Refusal> refusals) throws IOException {
        ByteBuffer octets = octets(lines(entries, refusals));
        try (FileLayer.OutFile out = env.files().openToAppend(path, size)) {
            int length = octets.remaining();
            out.write(octets);
            size += length;
        }
    }

    /** Puts another in its place. */
    void replace(LedgerBook book) throws IOException {
        Path fresh = SmallFiles.parent(path).resolve(FILE + ".tmp");
        env.small().deleteIfThere(fresh);
        Stream<String> bases = book.bases().entrySet().stream()
                .flatMap(base -> new LedgerLines.Base(base.getKey(), base.getValue()).line().stream());
        Stream<String> head = Stream.concat(Stream.of(book.head().line()), bases);
        ByteBuffer octets = octets(Stream.concat(head, lines(book.entries(), book.refusals())));
        int length = octets.remaining();
        try {
            try (FileLayer.OutFile out = env.files().create(fresh)) {
                out.write(octets);
            }
            env.files().rename(fresh, path);
            size = length;
        } catch (IOException e) {
            env.small().deleteQuietly(fresh, e);
            throw e;
        }
    }

    private static Stream<String> lines(List<LedgerEntry> entries, List<Refusal> refusals) {
        return Stream.concat(
                entries.stream().flatMap(entry -> LedgerLines.line(entry).stream()),
                refusals.stream().flatMap(refusal -> LedgerLines.line(refusal).stream()));
    }

    private static ByteBuffer octets(Stream<String> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(text::append);
        return ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII));
    }
}
