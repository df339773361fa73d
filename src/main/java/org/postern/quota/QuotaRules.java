package org.postern.quota;

import java.time.Duration;
import org.postern.store.Refusal;
import org.postern.store.UserName;

/**
 * What every gate of one store goes by.
 *
 * @param refusals where what was not let in is noted
 * @param patience how long an arrival waits for others in progress
 */
record QuotaRules(
        QuotaLimits limits,
        QuotaListener listener,
        DomainPool.Usage usage,
        QuotaRules.Refusals refusals,
        TellingNotes notes,
        Duration patience) {
    /** Takes note of what was not let in; fails nothing. */
    interface Refusals {
        void note(UserName user, Refusal.Attempt attempt);
    }
}
