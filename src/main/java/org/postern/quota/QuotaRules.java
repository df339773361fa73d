package org.postern.quota;

import java.time.Duration;

/**
 * What is the same for every user of a {@link QuotaStore}.
 *
 * @param patience how long an arrival waits for the holds of others
 */
record QuotaRules(QuotaLimits limits, QuotaListener listener, DomainPool.Usage usage, Duration patience) {}
