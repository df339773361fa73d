package org.postern.imap.session;

import java.time.InstantSource;
import java.util.Set;
import org.postern.audit.Audit;
import org.postern.auth.Authenticator;
import org.postern.auth.PlaintextPolicy;
import org.postern.imap.state.Administration;
import org.postern.imap.state.ImapLimits;
import org.postern.imap.state.ImapOption;
import org.postern.imap.state.KeptKeys;
import org.postern.net.ConnectionCounts;
import org.postern.store.MailStore;

/** What all IMAP sessions of a server share. */
public record ImapServices(
        MailStore store,
        Authenticator authenticator,
        PlaintextPolicy plaintext,
        ConnectionCounts counts,
        Audit audit,
        Administration administration,
        ImapLimits limits,
        Set<ImapOption> options,
        KeptKeys keptKeys,
        InstantSource clock) {}
