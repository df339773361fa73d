package org.postern.auth;

import java.util.Map;
import java.util.Optional;

/**
 * A user as the directory has it.
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

    /** In octets; empty: the default of the configuration counts. */
    public Optional<Limit> quota() {
        return Optional.ofNullable(fields.get(QUOTA)).map(Limit::parse);
    }

    /** In messages; empty: the default of the configuration counts. */
    public Optional<Limit> messages() {
        return Optional.ofNullable(fields.get(MESSAGES)).map(Limit::parse);
    }
}
