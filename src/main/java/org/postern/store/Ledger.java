package org.postern.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came into an account and left it, and why: its usage is the sum of that. Thread-safe. */
public interface Ledger {
    /** Where a store keeps none. */
    Ledger NONE = new Ledger() {
        @Override
        public Optional<Statement> read() {
            return Optional.empty();
        }

        @Override
        public void refused(Refusal.Attempt attempt) {}
    };

    /**
     * An account's ledger at a moment.
     *
     * @param since when it was begun; it knows of nothing before
     * @param balances what each mailbox holds, by the entries alone; none for those that are empty
     * @param entries oldest first: sums of days, then single ones
     * @param refusals the last, oldest first
     */
    record Statement(
            Instant since, Map<MailboxName, MailboxUse> balances, List<LedgerEntry> entries, List<Refusal> refusals) {
        public Statement {
            balances = Map.copyOf(balances);
            entries = List.copyOf(entries);
            refusals = List.copyOf(refusals);
        }
    }

    /** All that is kept; empty where the store keeps none. UNAVAILABLE. */
    Optional<Statement> read() throws StoreException;

    /** Notes something that was not let in just now. Costs no time on the disk. */
    void refused(Refusal.Attempt attempt);
}
