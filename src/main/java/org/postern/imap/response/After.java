package org.postern.imap.response;

/** What the connection does once a command's answer is sent. */
public enum After {
    READ_ON,
    START_TLS,
    START_COMPRESSION,
    END_COMPRESSION,
    CLOSE
}
