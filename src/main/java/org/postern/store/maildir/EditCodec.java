package org.postern.store.maildir;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postern.store.UidSet;

/**
 * An {@link Edit} as octets of an index record. Numbers are base-128, least significant first. A message that keeps its
 * name but for the flag letters is written by its letters alone. Where small messages are kept whole is not in it.
 *
 * <p>Reading trusts nothing: whatever is not as we write it is an {@link IllegalArgumentException}.
 */
final class EditCodec {
    private static final int NEW = 0;
    private static final int CUR = 1;
    private static final int SAME_BASE = 2;

    private EditCodec() {}

    /** @param table the files before the edit */
    static void write(Edit edit, FileTable table, OctetBuilder out) {
        out.number(edit.modSeq()).number(edit.nextUid()).number(edit.firstRecent());
        out.number(edit.added().size());
        for (Edit.Added row : edit.added()) {
            out.number(row.uid()).number(row.modSeq()).number(row.octets()).signed(row.received());
            out.number(row.file().place() == FilePlace.NEW ? NEW : CUR)
                    .text(row.file().name());
            texts(row.keywords(), out);
            out.number(row.places().summary());
        }
        out.number(edit.changed().size());
        for (Edit.Changed row : edit.changed()) {
            out.number(row.uid()).number(row.modSeq());
            file(row.file(), table.get(row.uid()), out);
            texts(row.keywords(), out);
        }
        ranges(edit.removed(), out);
    }

    private static void file(MessageFile file, @Nullable MessageFile before, OctetBuilder out) {
        boolean same =
                file.place() == FilePlace.CUR && before != null && file.equals(before.withLetters(file.letters()));
        if (same) {
            out.number(SAME_BASE).text(file.letters());
        } else {
            out.number(file.place() == FilePlace.NEW ? NEW : CUR).text(file.name());
        }
    }

    private static void texts(List<String> texts, OctetBuilder out) {
        out.number(texts.size());
        texts.forEach(out::text);
    }

    static void ranges(UidSet uids, OctetBuilder out) {
        out.number(uids.ranges());
        for (int i = 0; i < uids.ranges(); i++) {
            out.number(uids.first(i)).number(uids.last(i));
        }
    }

    /** @param table the files before the edit */
    static Edit read(ByteBuffer in, FileTable table) {
        long modSeq = number(in);
        long nextUid = number(in);
        long firstRecent = number(in);
        List<Edit.Added> added = new ArrayList<>();
        for (int n = count(in); n > 0; n--) {
            added.add(new Edit.Added(
                    number(in), number(in), number(in), signed(in), file(in, null), texts(in), summaryAt(number(in))));
        }
        List<Edit.Changed> changed = new ArrayList<>();
        for (int n = count(in); n > 0; n--) {
            long uid = number(in);
            changed.add(new Edit.Changed(uid, number(in), file(in, table.get(uid)), texts(in)));
        }
        return new Edit(added, changed, ranges(in), modSeq, nextUid, firstRecent);
    }

    private static Edit.Places summaryAt(long place) {
        return place == 0 ? Edit.Places.NONE : new Edit.Places(place, 0);
    }

    private static MessageFile file(ByteBuffer in, @Nullable MessageFile before) {
        long kind = number(in);
        String name = text(in);
        if (kind == SAME_BASE && before != null) {
            return before.withLetters(name);
        }
        if (kind > CUR || name.isEmpty() || name.startsWith(".") || name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("no file name");
        }
        return new MessageFile(kind == NEW ? FilePlace.NEW : FilePlace.CUR, name);
    }

    private static List<String> texts(ByteBuffer in) {
        int n = count(in);
        List<String> texts = n == 0 ? List.of() : new ArrayList<>();
        for (; n > 0; n--) {
            texts.add(text(in));
        }
        return texts;
    }

    static UidSet ranges(ByteBuffer in) {
        UidSet.Builder uids = new UidSet.Builder();
        for (int n = count(in); n > 0; n--) {
            uids.add(number(in), number(in));
        }
        return uids.build();
    }

    /** How many things follow; each takes at least one octet. */
    static int count(ByteBuffer in) {
        long n = number(in);
        if (n > in.remaining()) {
            throw new IllegalArgumentException("count beyond the record");
        }
        return (int) n;
    }

    static long number(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            byte b = next(in);
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("number too long");
    }

    static long signed(ByteBuffer in) {
        long value = number(in);
        return (value >>> 1) ^ -(value & 1);
    }

    static String text(ByteBuffer in) {
        int length = count(in);
        String text = new String(in.array(), in.arrayOffset() + in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length);
        return text;
    }

    private static byte next(ByteBuffer in) {
        try {
            return in.get();
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("record too short", e);
        }
    }
}
