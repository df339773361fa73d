package org.postern.delivery;

import java.util.List;

/**
 * What one RCPT names: a user, or all whom an alias stands for.
 *
 * @param address as the sender wrote it, completed with the default domain
 * @param members at least one
 */
record Addressee(Address address, List<Recipient> members) {
    Addressee {
        members = List.copyOf(members);
    }
}
