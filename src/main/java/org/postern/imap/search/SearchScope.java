package org.postern.imap.search;

import java.time.Instant;
import org.postern.imap.state.MailboxView;
import org.postern.mime.Collation;

/**
 * What a condition is asked against.
 *
 * @param view the messages as the session numbers them
 * @param collation how texts are compared (RFC 5255 4.2)
 * @param now when the search began
 */
public record SearchScope(MailboxView view, Collation collation, Instant now) {}
