package org.postern.pop3;

import java.time.Duration;
import java.time.Period;
import java.util.Optional;
import java.util.Set;
import org.postern.store.UserName;

/** Which policy is whose. Thread-safe; may read from disk. */
public interface MaildropPolicies {
    /** The policy of a user now. */
    MaildropPolicy of(UserName user);

    /** What users may have, each value once. */
    Range range();

    /** What a user has now. */
    default Range range(UserName user) {
        MaildropPolicy policy = of(user);
        return new Range(Set.of(policy.expire()), Set.of(policy.loginDelay()));
    }

    /**
     * What clients are told (RFC 2449 6.5, 6.7); neither of the sets is empty.
     *
     * @param expire whole days for which a message stays at least, whatever rule removes it then; empty: for ever
     */
    record Range(Set<Optional<Period>> expire, Set<Duration> loginDelay) {}
}
