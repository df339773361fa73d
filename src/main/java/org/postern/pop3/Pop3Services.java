package org.postern.pop3;

import org.postern.audit.Audit;
import org.postern.auth.Authenticator;
import org.postern.auth.PlaintextPolicy;
import org.postern.net.ConnectionCounts;
import org.postern.store.MailStore;

/**
 * What all POP3 sessions of a server share.
 *
 * @param locks which maildrops a session holds; one object for the whole server
 * @param software name and version, told after login only
 */
public record Pop3Services(
        MailStore store,
        Authenticator authenticator,
        PlaintextPolicy plaintext,
        ConnectionCounts counts,
        MaildropLocks locks,
        Audit audit,
        String software) {}
