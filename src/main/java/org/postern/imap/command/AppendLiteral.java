package org.postern.imap.command;

/** What a literal of APPEND is, by what stands around it. */
enum AppendLiteral {
    /** A message. */
    MESSAGE,
    /** A message in {@code UTF8 (~{n} … )} (RFC 6855 4). */
    UTF8_MESSAGE
}
