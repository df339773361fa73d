package org.postern.store;

/**
 * What does not change while a mailbox is open.
 *
 * @param id OBJECTID of the mailbox (RFC 8474): 1 to 255 characters of A-Z a-z 0-9 _ -, kept over RENAME
 * @param uidValidity 1 to 2^32-1
 */
public record MailboxInfo(MailboxName name, String id, long uidValidity) {}
