package org.postern.quota;

import java.util.OptionalLong;
import org.postern.store.StorageUse;

/**
 * An amount to be stored.
 *
 * @param grace octets by which it may cross a limit of which something is left; 0 for none
 */
record Claim(Amount amount, long grace) {
    static Claim strict(Amount amount) {
        return new Claim(amount, 0);
    }

    boolean fits(Amount held, StorageUse use) {
        return held.plus(amount).fits(use) || (grace > 0 && crosses(held, use));
    }

    private boolean crosses(Amount held, StorageUse use) {
        OptionalLong limit = use.octetLimit();
        if (limit.isEmpty() || held.octets() >= limit.getAsLong() - use.octets()) {
            return false;
        }
        long most = limit.getAsLong() > Long.MAX_VALUE - grace ? Long.MAX_VALUE : limit.getAsLong() + grace;
        return held.plus(amount)
                .fits(new StorageUse(use.octets(), use.messages(), OptionalLong.of(most), use.messageLimit()));
    }
}
