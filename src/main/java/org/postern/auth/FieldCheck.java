package org.postern.auth;

import java.util.Map;

/** Whether the fields of a line mean something that others than this package make of them. */
@FunctionalInterface
public interface FieldCheck {
    /**
     * Looks at all fields of a user or a domain.
     *
     * @throws IllegalArgumentException with a sentence for the operator; the line is wrong then
     */
    void check(Map<String, String> fields);
}
