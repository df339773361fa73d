package org.postern.imap.codec;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The octets of the command that is being received. Grows as needed; its owner sees to the limits. */
final class CommandBuffer {
    private byte[] octets = new byte[256];
    private int used;
    private int lineStart;

    int size() {
        return used;
    }

    /** Octets of the line being received. */
    int lineSize() {
        return used - lineStart;
    }

    void add(ByteBuf in, int count) {
        if (used + count > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(used + count, octets.length * 2));
        }
        in.readBytes(octets, used, count);
        used += count;
    }

    /** Forgets the line end, LF or CR LF, that was just added. */
    void cutLineEnd() {
        used--;
        if (used > lineStart && octets[used - 1] == '\r') {
            used--;
        }
    }

    /** Puts CR LF behind the announcement of a literal. */
    void endLine() {
        octets = used + 2 > octets.length ? Arrays.copyOf(octets, octets.length + 2) : octets;
        octets[used++] = '\r';
        octets[used++] = '\n';
        lineStart = used;
    }

    /** A literal is complete; what follows is the next line. */
    void literalComplete() {
        lineStart = used;
    }

    java.util.Optional<LiteralMark> literalMark() {
        return LiteralMark.atEndOf(octets, lineStart, used);
    }

    /** Keeps only the last octets of an over-long line: enough to see a literal announced at its end. */
    void keepTail(int count) {
        int kept = Math.min(count, lineSize());
        System.arraycopy(octets, used - kept, octets, 0, kept);
        used = kept;
        lineStart = 0;
    }

    /** The first word, when it could be a tag; else an empty string. */
    String tag() {
        int end = 0;
        while (end < used && octets[end] > ' ' && octets[end] < 0x7F && "(){%*\"\\+".indexOf(octets[end]) < 0) {
            end++;
        }
        boolean complete = end > 0 && end < used && octets[end] == ' ';
        return complete ? new String(octets, 0, end, StandardCharsets.US_ASCII) : "";
    }

    /** Whether the literal announced at {@code end} is a message or a piece of one, by what stands before it. */
    boolean announcesMessage(int end) {
        return new MessageCommand(octets, end).announcesMessage(tag().length());
    }

    /** As {@link #announcesMessage}, when a literal of that kind came before in this command. */
    boolean announcesMore(int end) {
        return new MessageCommand(octets, end).announcesMore();
    }

    CommandText text(int end) {
        return new CommandText(Arrays.copyOf(octets, end));
    }

    void clear() {
        used = 0;
        lineStart = 0;
        if (octets.length > 4096) {
            octets = new byte[256];
        }
    }
}
