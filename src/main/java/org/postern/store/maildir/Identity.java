package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a mailbox is known by for ever, kept in the small text file {@value #FILE}: with every index gone no UID can come
 * back, because every UID ever given is at or below {@code reserved}.
 *
 * @param id OBJECTID (RFC 8474), {@code [A-Za-z0-9_-]{1,255}}
 * @param uidValidity 1 to 2^32-1
 * @param reserved the highest UID that may have been given
 * @param modSeqFloor mod-sequences up to this may have been given before the index was last lost
 * @param list which list of another server is taken in, or was written for it
 */
record Identity(String id, long uidValidity, long reserved, long modSeqFloor, Optional<ListStamp> list) {
    static final String FILE = "postern.identity";
    private static final String HEAD = "postern-identity 1";

    /** Of a mailbox that no other server knew. */
    Identity(String id, long uidValidity, long reserved, long modSeqFloor) {
        this(id, uidValidity, reserved, modSeqFloor, Optional.empty());
    }

    Identity withReserved(long uid) {
        return new Identity(id, uidValidity, uid, modSeqFloor, list);
    }

    Identity withModSeqFloor(long modSeq) {
        return new Identity(id, uidValidity, reserved, modSeq, list);
    }

    Identity withUidValidity(long validity) {
        return new Identity(id, validity, reserved, modSeqFloor, list);
    }

    Identity withList(ListStamp stamp) {
        return new Identity(id, uidValidity, reserved, modSeqFloor, Optional.of(stamp));
    }

    String text() {
        return HEAD + "\nid " + id + "\nuidvalidity " + uidValidity + "\nreserved " + reserved + "\nmodseq "
                + modSeqFloor + "\n"
                + list.map(stamp -> "uidlist " + stamp.text() + "\n").orElse("");
    }

    /** Empty when the file is missing or not whole: the mailbox then gets a new identity, with a new UIDVALIDITY. */
    static Optional<Identity> read(SmallFiles files, Path folder) throws IOException {
        return files.lines(folder.resolve(FILE)).flatMap(Identity::parse);
    }

    static Optional<Identity> parse(List<String> lines) {
        if (lines.isEmpty() || !lines.get(0).equals(HEAD)) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int space = line.indexOf(' ');
            values.put(space < 0 ? line : line.substring(0, space), line.substring(space + 1));
        }
        try {
            Identity read = new Identity(
                    values.getOrDefault("id", ""),
                    Long.parseLong(values.getOrDefault("uidvalidity", "")),
                    Long.parseLong(values.getOrDefault("reserved", "")),
                    Long.parseLong(values.getOrDefault("modseq", "")),
                    Optional.ofNullable(values.get("uidlist")).flatMap(ListStamp::parse));
            return read.isSound() ? Optional.of(read) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private boolean isSound() {
        return id.matches("[A-Za-z0-9_-]{1,255}")
                && uidValidity >= 1
                && uidValidity <= 0xFFFF_FFFFL
                && reserved >= 0
                && reserved <= 0xFFFF_FFFFL
                && modSeqFloor >= 0;
    }
}
