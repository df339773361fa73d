package org.postern.store.maildir;

import java.time.Instant;
import java.util.Base64;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The name of a held message's file: {@code <second>.<unique>,K=<keywords>,E=<content id>,S=<octets>,W=<octets with CRLF>,U=<uid>:2,<letters>}.
 * The second is that of its expunge, in ten digits, so that names sort by it. Keywords are a bit for each line of {@link
 * HeldNote}, letters those of system flags. Names need not be those the messages came with, which may be as long as a
 * file's name can be; so the {@link ContentId} is told.
 */
record HeldName(Instant expunged, BitSet keywords, MessageFileName file) {
    /** More keywords than a mailbox may have; a name must stay below 255 octets. */
    static final int MOST_KEYWORDS = 512;

    private static final int DIGITS = 10;
    private static final String KEYWORDS = ",K=";

    /** @param unique begins with the second, see {@link UniqueNames#local} */
    static String of(String unique, BitSet keywords, String name, String letters) {
        MessageFileName from = MessageFileName.parse(name);
        String bits = keywords.isEmpty()
                ? ""
                : KEYWORDS + Base64.getUrlEncoder().withoutPadding().encodeToString(keywords.toByteArray());
        return unique + bits + ContentId.field(ContentId.of(name)) + field(",S=", from.stored())
                + field(",W=", from.wire()) + field(",U=", from.uid()) + ":2," + letters;
    }

    private static String field(String key, OptionalLong value) {
        return value.isPresent() ? key + value.getAsLong() : "";
    }

    /** Empty when a name is none that we made. */
    static Optional<HeldName> parse(String name) {
        OptionalLong second = second(name);
        if (second.isEmpty()) {
            return Optional.empty();
        }
        MessageFileName file = MessageFileName.parse(name);
        int at = file.base().indexOf(KEYWORDS);
        try {
            BitSet bits = at < 0
                    ? new BitSet()
                    : BitSet.valueOf(Base64.getUrlDecoder().decode(bits(file.base(), at + KEYWORDS.length())));
            return Optional.of(new HeldName(Instant.ofEpochSecond(second.getAsLong()), bits, file));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String bits(String base, int from) {
        int end = base.indexOf(',', from);
        return base.substring(from, end < 0 ? base.length() : end);
    }

    /** The second a name begins with: of a held message, or of a deleted mailbox. */
    static OptionalLong second(String name) {
        boolean ours = name.length() > DIGITS
                && name.charAt(DIGITS) == '.'
                && name.substring(0, DIGITS).chars().allMatch(c -> c >= '0' && c <= '9');
        return ours ? OptionalLong.of(Long.parseLong(name.substring(0, DIGITS))) : OptionalLong.empty();
    }
}
