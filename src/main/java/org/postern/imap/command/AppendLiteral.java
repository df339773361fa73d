package org.postern.imap.command;

/** What a literal of APPEND is, by what stands around it. */
enum AppendLiteral {
    /** A message. */
    MESSAGE,
    /** A message in {@code UTF8 (~{n} … )} (RFC 6855 4). */
    UTF8_MESSAGE,
    /** A part in {@code CATENATE ( … TEXT {n} … )} (RFC 4469 5). */
    PART,
    /** A part in {@code CATENATE ( … UTF8 (~{n} … ) … )} (RFC 6855 4). */
    UTF8_PART;

    /** Whether it is a whole message. */
    boolean isMessage() {
        return this == MESSAGE || this == UTF8_MESSAGE;
    }
}
