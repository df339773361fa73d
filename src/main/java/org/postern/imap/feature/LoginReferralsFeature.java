package org.postern.imap.feature;

import java.util.List;
import org.postern.imap.state.ImapOption;

/** LOGIN-REFERRALS (RFC 2221): the answer to a login may be the server where the mailboxes are. */
final class LoginReferralsFeature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return facts.options().contains(ImapOption.LOGIN_REFERRALS) ? List.of("LOGIN-REFERRALS") : List.of();
    }
}
