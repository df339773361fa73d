package org.postern.config;

import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * What POP3 does for a user: the configuration's {@code pop3.} keys, each of which a domain and a user may have as a field
 * of the same name with "-" instead of ".".
 *
 * @param expire whole days after which what was retrieved is removed; empty: never
 * @param loginDelay between two logins of one user; zero: none
 * @param retrieval whether a message that was retrieved is seen
 */
public record MaildropRules(
        Optional<Period> expire,
        Duration loginDelay,
        EightBitHeaders eightBitHeaders,
        View view,
        Deletion deletion,
        Retrieval retrieval) {
    /** What is removed never, asked for whenever, and sent as it is, all of INBOX. */
    public static final MaildropRules DEFAULT = new MaildropRules(
            Optional.empty(), Duration.ZERO, EightBitHeaders.SEND, View.INBOX, Deletion.EXPUNGE, Retrieval.MARKS_SEEN);

    /** What becomes of messages whose header is not ASCII, for clients that have not said UTF8. */
    public enum EightBitHeaders {
        SEND,
        REFUSE
    }

    /** What DELE does. */
    public enum Deletion {
        EXPUNGE,
        TRASH,
        HIDE
    }

    /** What RETR does to a message's flags. */
    public enum Retrieval {
        MARKS_SEEN,
        MARKS_NOTHING
    }

    /**
     * Which messages there are.
     *
     * @param folders names of mailboxes, at least one
     * @param newest only so many of them; empty: all
     */
    public record View(List<String> folders, OptionalInt newest) {
        /** All of INBOX. */
        public static final View INBOX = new View(List.of("INBOX"), OptionalInt.empty());

        public View {
            folders = List.copyOf(folders);
        }
    }

    /** Those fields of which clients are told what they may be. */
    public static final List<String> FIELDS =
            List.of(field(Keys.POP3_EXPIRE), field(Keys.POP3_LOGIN_DELAY), field(Keys.POP3_VIEW));

    private static String field(Key<?> key) {
        return key.name().replace('.', '-');
    }

    static Retrieval retrieval(boolean marksSeen) {
        return marksSeen ? Retrieval.MARKS_SEEN : Retrieval.MARKS_NOTHING;
    }

    /** The same where not all is known that was meant: nothing goes that cannot be had back. */
    public MaildropRules cautious() {
        return new MaildropRules(Optional.empty(), loginDelay, eightBitHeaders, view, Deletion.HIDE, retrieval);
    }

    /**
     * The same with what fields of a domain or a user say otherwise; other fields do not matter.
     *
     * @throws IllegalArgumentException saying which field is wrong, and how
     */
    public MaildropRules with(Map<String, String> fields) {
        return new MaildropRules(
                chosen(fields, field(Keys.POP3_EXPIRE), KeyTypes::daysOrNever, expire),
                chosen(fields, field(Keys.POP3_LOGIN_DELAY), KeyTypes::durationOrOff, loginDelay),
                chosen(
                        fields,
                        field(Keys.POP3_EIGHT_BIT_HEADERS),
                        text -> KeyTypes.constant(EightBitHeaders.class, text),
                        eightBitHeaders),
                chosen(fields, field(Keys.POP3_VIEW), MaildropViews::parse, view),
                chosen(fields, field(Keys.POP3_DELE), text -> KeyTypes.constant(Deletion.class, text), deletion),
                chosen(fields, field(Keys.POP3_SEEN), text -> retrieval(KeyTypes.truth(text)), retrieval));
    }

    private static <T> T chosen(Map<String, String> fields, String field, Function<String, T> parser, T otherwise) {
        String text = fields.get(field);
        try {
            return text == null ? otherwise : parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(field + ": " + e.getMessage(), e);
        }
    }
}
