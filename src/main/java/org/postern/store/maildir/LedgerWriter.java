package org.postern.store.maildir;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Writes the ledgers in which something waits. Holds their accounts until then: another one would not know of it. */
final class LedgerWriter {
    private final Set<AccountRoot> waiting = ConcurrentHashMap.newKeySet();

    /** Takes note only. */
    void add(AccountRoot account) {
        waiting.add(account);
    }

    /** Writes all there is. Any thread. */
    void step() {
        for (AccountRoot account : List.copyOf(waiting)) {
            boolean written = account.ledger().flush();
            if (written) {
                waiting.remove(account);
                if (account.balances().isWaiting()) {
                    waiting.add(account);
                }
            }
        }
    }
}
