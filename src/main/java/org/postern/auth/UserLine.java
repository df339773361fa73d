package org.postern.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A line of the user file, in the layout of Dovecot's passwd-file:
 * {@code address:password:uid:gid:gecos:home:shell:fields}. Only the first two and the last are Postern's; the others
 * are kept as they are.
 *
 * @param parts one to eight
 */
record UserLine(List<String> parts) {
    private static final int PASSWORD = 1;
    private static final int FIELDS = 7;

    static UserLine of(String line) {
        return new UserLine(split(line));
    }

    static UserLine of(MailAddress address, StoredPassword password) {
        return new UserLine(List.of(address.toString())).withPart(PASSWORD, password.field());
    }

    /**
     * The user of this line.
     *
     * @throws IllegalArgumentException with a sentence that repeats nothing secret
     */
    User user(Optional<String> defaultDomain) {
        Map<String, String> fields = Fields.parse(part(FIELDS));
        UserFields.check(fields);
        return new User(address(defaultDomain), new StoredPassword(part(PASSWORD)), fields);
    }

    /**
     * Whose line it is.
     *
     * @throws IllegalArgumentException with a sentence
     */
    MailAddress address(Optional<String> defaultDomain) {
        return MailAddress.parse(parts.get(0), defaultDomain);
    }

    UserLine withPassword(StoredPassword password) {
        return withPart(PASSWORD, password.field());
    }

    UserLine withFields(Map<String, Optional<String>> changes) throws DirectoryException {
        return withPart(FIELDS, Fields.with(part(FIELDS), changes));
    }

    String text() {
        return String.join(":", parts);
    }

    private static List<String> split(String line) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int end = line.indexOf(':'); end >= 0 && parts.size() < FIELDS; end = line.indexOf(':', start)) {
            parts.add(line.substring(start, end));
            start = end + 1;
        }
        parts.add(line.substring(start));
        return List.copyOf(parts);
    }

    private String part(int index) {
        return index < parts.size() ? parts.get(index) : "";
    }

    private UserLine withPart(int index, String value) {
        int size = Math.max(index == PASSWORD ? FIELDS + 1 : index + 1, parts.size());
        String[] changed = new String[size];
        for (int i = 0; i < size; i++) {
            changed[i] = i == index ? value : part(i);
        }
        return new UserLine(List.of(changed));
    }
}
