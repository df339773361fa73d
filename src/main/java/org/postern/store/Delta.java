package org.postern.store;

/**
 * What changed after a mod-sequence (RFC 7162): messages new or with other flags, and UIDs expunged since.
 *
 * @param vanishedExact false when the history no longer reaches back and {@code vanished} holds every UID that does not
 *     exist below UIDNEXT
 */
public record Delta(UidSet changed, UidSet vanished, boolean vanishedExact) {}
