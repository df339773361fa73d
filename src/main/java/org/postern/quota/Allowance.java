package org.postern.quota;

import java.util.OptionalLong;
import org.postern.store.StorageUse;

/** How much a user or a domain may have; empty is unlimited. Octets as stored with CRLF. */
public record Allowance(OptionalLong octets, OptionalLong messages) {
    public static final Allowance NONE = new Allowance(OptionalLong.empty(), OptionalLong.empty());

    /** Of storage only. */
    public static Allowance ofOctets(long octets) {
        return new Allowance(OptionalLong.of(octets), OptionalLong.empty());
    }

    /** Of the number of messages only. */
    public static Allowance ofMessages(long messages) {
        return new Allowance(OptionalLong.empty(), OptionalLong.of(messages));
    }

    public boolean isNone() {
        return octets.isEmpty() && messages.isEmpty();
    }

    /** This limit, and where it is silent the other. */
    Allowance or(Allowance other) {
        return new Allowance(
                octets.isPresent() ? octets : other.octets, messages.isPresent() ? messages : other.messages);
    }

    /** With so much more. */
    Allowance plus(Share more) {
        return new Allowance(
                octets.isEmpty() ? octets : OptionalLong.of(sum(octets.getAsLong(), more.of(octets.getAsLong()))),
                messages.isEmpty()
                        ? messages
                        : OptionalLong.of(sum(messages.getAsLong(), more.ofCount(messages.getAsLong()))));
    }

    private static long sum(long limit, long more) {
        return limit > Long.MAX_VALUE - more ? Long.MAX_VALUE : limit + more;
    }

    StorageUse around(StorageUse use) {
        return new StorageUse(use.octets(), use.messages(), octets, messages);
    }
}
