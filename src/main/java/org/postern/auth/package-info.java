/**
 * Who may log in, and which users and domains exist.
 *
 * <p>{@link org.postern.auth.UserFile} and {@link org.postern.auth.DomainFile} are the directories: text files in
 * Dovecot's passwd-file layout that an operator may edit while the server runs. {@link org.postern.auth.Passwords}
 * knows the password schemes; {@link org.postern.auth.Authenticator} puts both together and adds what keeps guessing
 * expensive and honest logins cheap: {@link org.postern.auth.Throttle} and {@link org.postern.auth.VerifiedLogins}.
 * {@link org.postern.auth.Mechanisms} are the SASL exchanges, which only take messages apart and decide nothing.
 *
 * <p>Promises: {@link org.postern.auth.MailAddress} and the domain names it holds are safe as names of directories. A
 * user that does not exist costs the same time as a wrong password. No password or hash ever reaches a log, an
 * exception or a {@code toString}. Files are replaced atomically and synced, comments, order and unknown fields kept.
 *
 * <p>How it fails: {@link org.postern.auth.DirectoryException} when a file cannot be read or changed, which must be
 * answered as a temporary condition and never as "no such user"; a bad line in a file is reported once and skipped, and
 * the other users are not affected. Calls may touch the disk and compute for a tenth of a second: never on an event
 * loop. All classes but the SASL exchanges are thread-safe.
 *
 * <p>What it must not know: protocols, their replies, connections, and what a mailbox is.
 */
@NullMarked
package org.postern.auth;

import org.jspecify.annotations.NullMarked;
