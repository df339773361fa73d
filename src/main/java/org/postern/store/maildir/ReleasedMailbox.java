package org.postern.store.maildir;

import org.postern.store.MailboxName;

/** What was written of a mailbox for another server; {@code octets} as the files lie. */
public record ReleasedMailbox(MailboxName name, long uidValidity, long uidNext, long messages, long octets) {}
