package org.postern.mime;

import java.util.Optional;

/** One entry of an address list (RFC 5322 3.4), in raw octets: quotes are gone, encoded words are not decoded. */
public sealed interface Address {

    /**
     * A mailbox, complete or not.
     *
     * @param name the display name, or else the comment beside the address
     * @param route a source route as RFC 3501 wants it, {@code @a,@b}
     * @param local the local part without quotes, empty if it is missing
     * @param host the domain, empty if it is missing
     */
    record Mailbox(Optional<Octets> name, Optional<Octets> route, Octets local, Octets host) implements Address {
        /** {@code local@host} as text, or the local part alone if there is no host. */
        public String address() {
            return host.isEmpty() ? local.text() : local.text() + "@" + host.text();
        }
    }

    /** The mailboxes up to the next {@link GroupEnd} belong to a group. */
    record GroupStart(Octets name) implements Address {}

    /** Ends a group; there is one for every start, and groups do not nest. */
    record GroupEnd() implements Address {}
}
