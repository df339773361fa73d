package org.postern.imap.feature;

import java.util.ArrayList;
import java.util.List;
import org.postern.imap.state.ConnectionFacts.Passwords;
import org.postern.imap.state.ConnectionFacts.Tls;
import org.postern.imap.state.SessionState;

/** How to log in: STARTTLS, LOGINDISABLED, AUTH= (RFC 9051 6.2, 11.1) and SASL-IR (RFC 4959); nothing of it after login. */
final class AuthFeature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        List<String> words = new ArrayList<>();
        if (facts.state() != SessionState.NOT_AUTHENTICATED) {
            return words;
        }
        words.add("SASL-IR");
        if (facts.connection().tls() == Tls.POSSIBLE) {
            words.add("STARTTLS");
        }
        if (facts.connection().passwords() == Passwords.REFUSED) {
            words.add("LOGINDISABLED");
        }
        facts.connection().mechanisms().forEach(mechanism -> words.add("AUTH=" + mechanism));
        return words;
    }
}
