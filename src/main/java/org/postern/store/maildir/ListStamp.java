package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Which state of another server's list of UIDs a mailbox knows, as its identity file notes it: a list that looks otherwise
 * was written by another server since, and is taken in.
 *
 * @param size octets
 * @param next the UIDNEXT we wrote into it; 0 when the list is the other server's and says nothing of what we did since
 */
record ListStamp(long size, Instant modified, long next) {
    /** A list in a mailbox's directory. */
    record Found(Path path, ListStamp stamp) {}

    /** The list last written, Dovecot's if it cannot be told. */
    static Optional<Found> newest(FileLayer files, Path folder) throws IOException {
        Optional<Found> dovecot = find(files, folder.resolve(UidList.DOVECOT));
        Optional<Found> courier = courier(files, folder);
        boolean later = dovecot.isPresent()
                && courier.isPresent()
                && courier.get()
                        .stamp()
                        .modified()
                        .isAfter(dovecot.get().stamp().modified());
        return dovecot.isEmpty() || later ? courier : dovecot;
    }

    /** Courier's keywords lie beside its list, and are read together with it. */
    private static Optional<Found> courier(FileLayer files, Path folder) throws IOException {
        Optional<Found> list = find(files, folder.resolve(UidList.COURIER));
        Optional<Instant> keywords = list.isEmpty()
                ? Optional.empty()
                : files.stat(folder.resolve(CourierFiles.KEYWORDS)).map(FileLayer.Stat::modified);
        return list.map(found -> keywords.filter(found.stamp().modified()::isBefore)
                .map(later ->
                        new Found(found.path(), new ListStamp(found.stamp().size(), later, 0)))
                .orElse(found));
    }

    private static Optional<Found> find(FileLayer files, Path path) throws IOException {
        return files.stat(path)
                .filter(FileLayer.Stat::isFile)
                .map(stat -> new Found(path, new ListStamp(stat.size(), stat.modified(), 0)));
    }

    boolean isSameFile(ListStamp other) {
        return size == other.size && modified.equals(other.modified);
    }

    ListStamp written(long uidNext) {
        return new ListStamp(size, modified, uidNext);
    }

    String text() {
        return size + " " + modified.getEpochSecond() + " " + modified.getNano() + " " + next;
    }

    /** Empty when the text is none of ours: the list is then taken in again, which does no harm. */
    static Optional<ListStamp> parse(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        try {
            Instant modified = Instant.ofEpochSecond(Long.parseLong(parts[1]), Integer.parseInt(parts[2]));
            return Optional.of(new ListStamp(Long.parseLong(parts[0]), modified, Long.parseLong(parts[3])));
        } catch (NumberFormatException | java.time.DateTimeException e) {
            return Optional.empty();
        }
    }
}
