package org.postern.auth;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A user as the directory has it, whose fields have been looked at: what they say can be read.
 *
 * @param password the stored field
 * @param fields the extra fields in their order, {@code quota} and {@code messages} among them; a field without "=" has
 *     an empty value
 */
public record User(MailAddress address, StoredPassword password, Map<String, String> fields) {
    /** The field that limits octets. */
    public static final String QUOTA = "quota";

    /** The field that limits messages. */
    public static final String MESSAGES = "messages";

    /** The field that limits folders. */
    public static final String FOLDERS = "folders";

    /** The field that limits messages of one folder. */
    public static final String FOLDER_MESSAGES = "folder-messages";

    /** The field that limits octets of one message. */
    public static final String MESSAGE_SIZE = "message-size";

    /** Every field that is a limit. */
    public static final List<String> LIMITS = List.of(QUOTA, MESSAGES, FOLDERS, FOLDER_MESSAGES, MESSAGE_SIZE);

    /** What a field limits, such as {@link #FOLDERS}; empty: the default of the configuration counts. */
    public Optional<Limit> limit(String field) {
        return Optional.ofNullable(fields.get(field)).map(Limit::parse);
    }

    /** In octets; empty: the default of the configuration counts. */
    public Optional<Limit> quota() {
        return limit(QUOTA);
    }

    /** The field that names another server (RFC 2221). */
    public static final String REFERRAL = "referral";

    /** Where the user's mailboxes are instead, an IMAP URL: printable ASCII without quote and "]". */
    public Optional<String> referral() {
        return Optional.ofNullable(fields.get(REFERRAL));
    }

    /** Where the user's mail goes; empty when it is not forwarded. */
    public Optional<Forwarding> forwarding() {
        return Forwarding.of(fields);
    }

    /** In messages; empty: the default of the configuration counts. */
    public Optional<Limit> messages() {
        return limit(MESSAGES);
    }
}
