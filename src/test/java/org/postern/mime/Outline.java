package org.postern.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.stream.Collectors;

/** Structures in a form that a person can read and compare, and sources that are as awkward as they may be. */
final class Outline {
    private Outline() {}

    /** Octets of a message written with LF for each CRLF. */
    static byte[] crlf(String message) {
        return message.replace("\n", "\r\n").getBytes(ISO_8859_1);
    }

    /** {@code type/subtype octets/lines}, multiparts with their parts in brackets, messages with theirs in braces. */
    static String of(MimePart part) {
        String name = part.content().type().type() + "/" + part.content().type().subtype();
        return switch (part.kind()) {
            case LEAF -> name + " " + part.body().size() + "/" + part.lines();
            case MESSAGE -> name + " " + part.body().size() + "/" + part.lines() + " {" + of(part.message()) + "}";
            case MULTIPART ->
                name + part.children().stream().map(Outline::of).collect(Collectors.joining(", ", " [", "]"));
        };
    }

    static String of(byte[] message) throws IOException {
        return of(new MessageScanner().scan(OctetSource.of(message)));
    }

    static String text(byte[] message, Span span) {
        return new String(message, (int) span.start(), (int) span.size(), ISO_8859_1);
    }

    /** A source that gives a few octets at a time. */
    static OctetSource trickling(byte[] message, Random random) {
        OctetSource whole = OctetSource.of(message);
        return new OctetSource() {
            @Override
            public long size() throws IOException {
                return whole.size();
            }

            @Override
            public int read(long position, ByteBuffer into) throws IOException {
                int limit = into.limit();
                into.limit(into.position() + Math.min(into.remaining(), 1 + random.nextInt(50)));
                int count = whole.read(position, into);
                into.limit(limit);
                return count;
            }
        };
    }
}
