package org.postern.auth;

import java.util.Map;
import java.util.Optional;

/**
 * A domain as the domain file has it.
 *
 * @param name in lower case and ASCII
 * @param fields {@code quota} and others, in their order
 */
public record Domain(String name, Map<String, String> fields) {
    /** The field that limits the octets of all users together. */
    public static final String QUOTA = "quota";

    /** The pool of the domain's unlimited users and the ceiling of all; empty: no limit. */
    public Optional<Limit> quota() {
        return Optional.ofNullable(fields.get(QUOTA)).map(Limit::parse);
    }
}
