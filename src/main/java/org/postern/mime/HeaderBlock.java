package org.postern.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.function.IntPredicate;

/**
 * The header fields of one entity in their order. Holds the octets of the block once and the offset of each field;
 * fields are made when they are asked for, so a block of a million fields costs little more than its size.
 */
public final class HeaderBlock {
    /** No fields at all. */
    public static final HeaderBlock EMPTY = new HeaderBlock(new byte[0]);

    private final byte[] octets;
    /** Where each field begins, and behind the last one where it ends. */
    private final int[] starts;

    private HeaderBlock(byte[] octets) {
        this.octets = octets;
        this.starts = fieldStarts(octets);
    }

    /** A block out of an array that is not changed afterwards; an empty line ends it. */
    public static HeaderBlock parse(byte[] octets) {
        return new HeaderBlock(octets);
    }

    /** Reads the block in {@code span}, mostly {@link MimePart#header}; beyond {@link MimeLimits#headerOctets} it is cut. */
    public static HeaderBlock read(OctetSource source, Span span, MimeLimits limits) throws IOException {
        ByteBuffer block = ByteBuffer.allocate((int) Math.min(span.size(), limits.headerOctets()));
        int count = 0;
        while (block.hasRemaining() && count >= 0) {
            count = source.read(span.start() + block.position(), block);
        }
        return new HeaderBlock(block.hasRemaining() ? Arrays.copyOf(block.array(), block.position()) : block.array());
    }

    /** All fields. Each call of {@code get} makes the field anew. */
    public List<HeaderField> fields() {
        return new Fields();
    }

    /** The first field of that name, in any case. */
    public Optional<HeaderField> first(String name) {
        for (int i = 0; i < starts.length - 1; i++) {
            if (isNamed(i, name)) {
                return Optional.of(field(i));
            }
        }
        return Optional.empty();
    }

    /** All fields of that name, in any case. */
    public List<HeaderField> all(String name) {
        List<HeaderField> all = new ArrayList<>(1);
        for (int i = 0; i < starts.length - 1; i++) {
            if (isNamed(i, name)) {
                all.add(field(i));
            }
        }
        return all;
    }

    /** The original octets of all fields of these names, in their order. */
    public byte[] octetsOf(FieldNameSet names) {
        return chosen(i -> names.contains(octets, starts[i], nameEnd(i)));
    }

    /** The original octets of all other fields, in their order. */
    public byte[] octetsExcept(FieldNameSet names) {
        return chosen(i -> !names.contains(octets, starts[i], nameEnd(i)));
    }

    private byte[] chosen(IntPredicate choice) {
        byte[] chosen = new byte[octets.length];
        int length = 0;
        for (int i = 0; i < starts.length - 1; i++) {
            if (choice.test(i)) {
                System.arraycopy(octets, starts[i], chosen, length, starts[i + 1] - starts[i]);
                length += starts[i + 1] - starts[i];
            }
        }
        return Arrays.copyOf(chosen, length);
    }

    private int nameEnd(int index) {
        int colon = colon(starts[index], starts[index + 1]);
        int end = Math.max(colon, starts[index]);
        while (end > starts[index] && (octets[end - 1] == ' ' || octets[end - 1] == '\t')) {
            end--;
        }
        return end;
    }

    /** Copies the original octets of a field, folding and line end included. */
    public ByteBuffer octets(HeaderField field) {
        return ByteBuffer.wrap(
                        octets, (int) field.span().start(), (int) field.span().size())
                .slice()
                .asReadOnlyBuffer();
    }

    private HeaderField field(int index) {
        int start = starts[index];
        int end = starts[index + 1];
        int valueEnd = end;
        if (valueEnd > start && octets[valueEnd - 1] == '\n') {
            valueEnd -= valueEnd - 1 > start && octets[valueEnd - 2] == '\r' ? 2 : 1;
        }
        int colon = colon(start, valueEnd);
        String name = new String(octets, start, nameEnd(index) - start, ISO_8859_1);
        return new HeaderField(name, Octets.of(octets, colon < 0 ? start : colon + 1, valueEnd), new Span(start, end));
    }

    private boolean isNamed(int index, String name) {
        int at = starts[index];
        int end = starts[index + 1];
        if (end - at <= name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (lower(octets[at + i]) != lower((byte) name.charAt(i))) {
                return false;
            }
        }
        return nameEnd(index) - at == name.length();
    }

    static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b;
    }

    /** Index of the colon in the first line of a field, or -1. */
    private int colon(int start, int end) {
        for (int i = start; i < end && octets[i] != '\n'; i++) {
            if (octets[i] == ':') {
                return i;
            }
        }
        return -1;
    }

    private static int[] fieldStarts(byte[] octets) {
        int[] starts = new int[32];
        int count = 0;
        int line = 0;
        while (line < octets.length && !isEmptyLine(octets, line)) {
            boolean continues = count > 0 && (octets[line] == ' ' || octets[line] == '\t');
            if (!continues) {
                starts = count + 1 < starts.length ? starts : Arrays.copyOf(starts, starts.length * 2);
                starts[count++] = line;
            }
            while (line < octets.length && octets[line] != '\n') {
                line++;
            }
            line = Math.min(line + 1, octets.length);
        }
        starts[count] = line;
        return Arrays.copyOf(starts, count + 1);
    }

    private static boolean isEmptyLine(byte[] octets, int at) {
        return octets[at] == '\n' || (octets[at] == '\r' && at + 1 < octets.length && octets[at + 1] == '\n');
    }

    private final class Fields extends AbstractList<HeaderField> implements RandomAccess {
        @Override
        public HeaderField get(int index) {
            return field(index);
        }

        @Override
        public int size() {
            return starts.length - 1;
        }
    }
}
