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

    /** Values of {@link MaildropPolicy} that are in use; none of the sets is empty. */
    record Range(Set<Optional<Period>> expire, Set<Duration> loginDelay) {
        /** Of users who all have this policy. */
        static Range of(MaildropPolicy policy) {
            return new Range(Set.of(policy.expire()), Set.of(policy.loginDelay()));
        }
    }
}
