package org.postern.auth;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The fields of a user's or a domain's line that this package makes something of, in one place: a field that is not listed
 * here or by a {@link FieldCheck} is somebody else's and may hold anything.
 */
final class UserFields {
    private static final Pattern IMAP_URL = Pattern.compile("imaps?://[!#-\\\\^-~]{1,1000}", Pattern.CASE_INSENSITIVE);

    private UserFields() {}

    /**
     * Looks at all of a user's.
     *
     * @throws IllegalArgumentException with a sentence that names the field
     */
    static void check(Map<String, String> fields) {
        User.LIMITS.forEach(field -> requireLimit(field, fields));
        Optional<String> referral = Optional.ofNullable(fields.get(User.REFERRAL));
        if (referral.isPresent() && !IMAP_URL.matcher(referral.get()).matches()) {
            throw new IllegalArgumentException(
                    User.REFERRAL + " is not an IMAP URL such as imap://user;AUTH=*@host/, without quote and \"]\"");
        }
        var unused = Forwarding.of(fields);
    }

    /** As {@link #check}, of a domain's. */
    static void checkDomain(Map<String, String> fields) {
        requireLimit(Domain.QUOTA, fields);
    }

    private static void requireLimit(String field, Map<String, String> fields) {
        String value = fields.get(field);
        try {
            if (value != null) {
                var unused = Limit.parse(value);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(field + " " + e.getMessage(), e);
        }
    }
}
