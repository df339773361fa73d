/**
 * The Maildir backend: files are the truth, the index is a cache.
 *
 * <p>An account is a directory and its INBOX; other mailboxes are Maildir++ directories in it. A message file's name says
 * all about the message: unique base, size, size with CRLF, UID, flags; its time is INTERNALDATE. {@code
 * postern.identity} keeps UIDVALIDITY, the mailbox's id and how far UIDs are reserved; {@code postern.index} keeps what a
 * scan would find, and mod-sequences; {@code postern.cache} what listings ask of messages; {@code postern.small} small
 * messages whole, and of long ones that POP3 may send them as they lie; {@code postern.ledger} what came and went, and
 * why; {@code postern.account} special uses, the account's former layout and its format of unique ids. Other programs may
 * deliver, rename and remove files at any time: {@link org.postern.store.maildir.DirectoryScan} commits what they did.
 *
 * <p>Where to look: {@link org.postern.store.maildir.MaildirStore} is the store, {@link
 * org.postern.store.maildir.AccountRoot} what the handles of an account share, {@link org.postern.store.maildir.Folder} what
 * those of a mailbox share; what is done with them under their locks has a class each, named after it ({@code FlagWork},
 * {@code CopyWork}, {@code AccessWork}). {@link org.postern.store.maildir.FolderState} is a loaded mailbox.
 *
 * <p>What it promises: an arrival is acknowledged when file and name are on the disk. A UID is reserved on the disk before
 * any file carries it, and never given twice. Flags survive a killed process. A body is sent as it lies when Postern wrote
 * it. Deleting every index while the server is down loses mod-sequences and keywords beyond the 26 that have letters,
 * nothing else.
 *
 * <p>A tree that Dovecot or Courier has served is taken over when it is first seen, {@link
 * org.postern.store.maildir.Adoption}, and made ready for them again by {@link org.postern.store.maildir.Release}; their
 * control files stay where they are.
 *
 * <p>How it fails: {@code IOException} up to the mailbox, then {@link org.postern.store.StoreException} by {@link
 * org.postern.store.maildir.Failures}. An index that cannot be read or written is dropped, told to the log, and made anew.
 *
 * <p>What it must not know: protocols, sessions, quotas. Only {@link org.postern.store.maildir.DiskFiles} and {@link
 * org.postern.store.maildir.DirectoryLock} touch the file system.
 */
@NullMarked
package org.postern.store.maildir;

import org.jspecify.annotations.NullMarked;
