package org.postern.pop3;

import org.postern.audit.Audit;
import org.postern.auth.Authenticator;
import org.postern.auth.PlaintextPolicy;
import org.postern.net.ConnectionCounts;

/**
 * What all POP3 sessions of a server share.
 *
 * @param maildrops one object for the whole server
 * @param software name and version, told after login only
 */
public record Pop3Services(
        Maildrops maildrops,
        Authenticator authenticator,
        LoginNames names,
        PlaintextPolicy plaintext,
        ConnectionCounts counts,
        Audit audit,
        String software) {}
