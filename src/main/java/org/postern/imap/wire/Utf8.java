package org.postern.imap.wire;

/** Whether the client understands UTF-8 in quoted strings: after ENABLE UTF8=ACCEPT (RFC 6855) or IMAP4rev2. */
public enum Utf8 {
    OFF,
    ON
}
