package org.postern.delivery;

import java.util.Optional;
import java.util.function.Function;
import org.postern.store.UserName;

/**
 * Somebody who has a mailbox here.
 *
 * @param address which leads to the mailbox: as the sender wrote it, or what an alias names
 * @param detail the folder of a subaddress (RFC 5233), if there was one
 */
record Recipient(Address address, UserName user, Optional<String> detail) implements Member {
    @Override
    public String destination() {
        return user.address() + '/' + detail.orElse("");
    }

    @Override
    public <T> T as(Function<Recipient, T> recipient, Function<Forward, T> forward) {
        return recipient.apply(this);
    }
}
