package org.postern.store.terms;

import java.util.List;
import java.util.Map;

/**
 * What an index is of; one with another stamp is none.
 *
 * @param version of the terms
 * @param mailbox whose UIDs they are
 */
public record Stamp(String version, String mailbox) {
    private static final String VERSION = "version";
    private static final String MAILBOX = "mailbox";

    Iterable<Map.Entry<String, String>> entries() {
        return List.of(Map.entry(VERSION, version), Map.entry(MAILBOX, mailbox));
    }

    boolean isIn(Map<String, String> entries) {
        return version.equals(entries.get(VERSION)) && mailbox.equals(entries.get(MAILBOX));
    }
}
