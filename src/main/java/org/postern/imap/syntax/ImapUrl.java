package org.postern.imap.syntax;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postern.store.MailboxName;
import org.postern.store.StoreException;

/**
 * An IMAP URL (RFC 2192 7, RFC 5092) of a message, or of a part of one, as CATENATE takes it (RFC 4469 3): without scheme
 * and server, for it is about the mail of whoever gives it. Strict: what the grammar does not have is no URL; and whatever a
 * URL says, it names a mailbox and a number in it, never a file.
 *
 * @param mailbox decoded; empty for the selected mailbox
 * @param uid 1 to 2^32-1
 * @param section what would stand between the brackets of BODY[], decoded
 */
public record ImapUrl(
        Base base,
        Optional<String> mailbox,
        OptionalLong uidValidity,
        long uid,
        Optional<String> section,
        Optional<Stretch> stretch) {
    /** Where the name of a mailbox begins. */
    public enum Base {
        ROOT,
        /** On the level of the selected mailbox (RFC 3986 5.2.3). */
        SELECTED
    }

    /**
     * Some of the octets.
     *
     * @param offset 0 or above
     * @param count 1 or above; {@link Long#MAX_VALUE} for all that follow
     */
    public record Stretch(long offset, long count) {}

    /** bchar of RFC 5092 11, escapes not yet looked at. */
    private static final String CHARS = "[A-Za-z0-9._~!$'()*+,&=:@/%-]";

    private static final String VALIDITY = "(?:;UIDVALIDITY=(?<validity>[0-9]{1,10}))?";
    private static final String MESSAGE = "/;UID=(?<uid>[0-9]{1,10})(?:/;SECTION=(?<section>" + CHARS + "+))?"
            + "(?:/;PARTIAL=(?<offset>[0-9]{1,18})(?:\\.(?<count>[0-9]{1,18}))?)?";

    private static final Pattern NAMED = Pattern.compile(
            "(?<root>/?)(?<mailbox>(?!/)" + CHARS + "+?)" + VALIDITY + MESSAGE, Pattern.CASE_INSENSITIVE);
    /** Without a mailbox there may be a slash before it or none. */
    private static final Pattern SELECTED =
            Pattern.compile("/?" + VALIDITY + "/?" + MESSAGE.substring(1), Pattern.CASE_INSENSITIVE);

    private static final long LARGEST = 0xFFFF_FFFFL;

    /** The URL a text is, if it is one. */
    public static Optional<ImapUrl> parse(String text) {
        Matcher selected = SELECTED.matcher(text);
        if (selected.matches()) {
            return of(selected, Base.SELECTED, Optional.empty());
        }
        Matcher named = NAMED.matcher(text);
        if (!named.matches()) {
            return Optional.empty();
        }
        Base base = named.group("root").isEmpty() ? Base.SELECTED : Base.ROOT;
        Optional<String> mailbox = decode(named.group("mailbox"));
        return mailbox.isEmpty() ? Optional.empty() : of(named, base, mailbox);
    }

    private static Optional<ImapUrl> of(Matcher found, Base base, Optional<String> mailbox) {
        OptionalLong validity = number(found, "validity");
        long uid = number(found, "uid").orElseThrow();
        OptionalLong count = number(found, "count");
        Optional<String> written = Optional.ofNullable(found.group("section"));
        Optional<String> section = written.flatMap(ImapUrl::decode);
        boolean numbers = validity.orElse(1) <= LARGEST
                && validity.orElse(1) > 0
                && uid <= LARGEST
                && uid > 0
                && count.orElse(1) > 0;
        if (!numbers || section.isPresent() != written.isPresent()) {
            return Optional.empty();
        }
        OptionalLong offset = number(found, "offset");
        Optional<Stretch> stretch = offset.isEmpty()
                ? Optional.empty()
                : Optional.of(new Stretch(offset.getAsLong(), count.orElse(Long.MAX_VALUE)));
        return Optional.of(new ImapUrl(base, mailbox, validity, uid, section, stretch));
    }

    private static OptionalLong number(Matcher found, String group) {
        String digits = found.group(group);
        return digits == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(digits));
    }

    /** Without its escapes; empty when one is incomplete, or what they say is not UTF-8 or has a NUL. */
    private static Optional<String> decode(String escaped) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            int octet = escaped.charAt(i);
            if (octet == '%') {
                int high = i + 2 < escaped.length() ? Character.digit(escaped.charAt(i + 1), 16) : -1;
                int low = high < 0 ? -1 : Character.digit(escaped.charAt(i + 2), 16);
                octet = low < 0 ? 0 : high * 16 + low;
                i += 2;
            }
            if (octet == 0) {
                return Optional.empty();
            }
            octets.write(octet);
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /**
     * The mailbox meant.
     *
     * @throws StoreException INVALID_NAME, also when there is nothing selected that it could mean
     */
    public MailboxName in(Optional<MailboxName> selected) throws StoreException {
        if (mailbox.isEmpty()) {
            return selected.isPresent() ? selected.get() : MailboxName.of("");
        }
        if (base == Base.ROOT || selected.isEmpty()) {
            return MailboxName.of(mailbox.get());
        }
        String from = selected.get().path();
        return MailboxName.of(from.substring(0, from.lastIndexOf(MailboxName.SEPARATOR) + 1) + mailbox.get());
    }
}
