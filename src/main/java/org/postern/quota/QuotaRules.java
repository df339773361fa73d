package org.postern.quota;

import java.time.Duration;

/**
 * What every gate of one store goes by.
 *
 * @param patience how long an arrival waits for others in progress
 */
record QuotaRules(
        QuotaLimits limits, QuotaListener listener, DomainPool.Usage usage, TellingNotes notes, Duration patience) {}
