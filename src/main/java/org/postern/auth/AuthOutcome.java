package org.postern.auth;

import java.time.Duration;
import java.util.Optional;

/** What came of a login. */
public sealed interface AuthOutcome {

    /** How long the protocol has to wait before it answers; without holding a thread. */
    Duration delay();

    /**
     * The password is that of this user.
     *
     * @param referral where the user's mailboxes are instead
     */
    record Accepted(MailAddress address, Optional<String> referral) implements AuthOutcome {
        public Accepted(MailAddress address) {
            this(address, Optional.empty());
        }

        @Override
        public Duration delay() {
            return Duration.ZERO;
        }
    }

    /** The same answer whatever the reason; the reason is for the audit log. */
    record Rejected(Reason reason, Duration delay) implements AuthOutcome {}

    /** It could not be told: a temporary failure, whose detail is for the log. */
    record Unavailable(String detail) implements AuthOutcome {
        @Override
        public Duration delay() {
            return Duration.ZERO;
        }
    }

    /** Why a login was rejected. */
    enum Reason {
        BAD_NAME,
        UNKNOWN_USER,
        BAD_PASSWORD,
        UNUSABLE_HASH
    }
}
