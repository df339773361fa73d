package org.postern.store.maildir;

import java.util.List;

/**
 * What a check of an account found.
 *
 * @param mailboxes that were looked at
 * @param messages that lie in them
 */
public record CheckReport(long mailboxes, long messages, List<Finding> findings) {
    public CheckReport {
        findings = List.copyOf(findings);
    }

    /** Those of that severity that were not repaired. */
    public long left(Finding.Severity severity) {
        return findings.stream()
                .filter(f -> f.state() == Finding.State.FOUND && f.kind().severity() == severity)
                .count();
    }

    public long repaired() {
        return findings.stream()
                .filter(f -> f.state() == Finding.State.REPAIRED)
                .count();
    }
}
