package org.postern.delivery;

import java.util.List;

/**
 * What one RCPT names: a user, or all whom an alias or a forward address stands for.
 *
 * @param address as the sender wrote it, completed with the default domain
 * @param members at least one
 */
record Addressee(Address address, List<Member> members) {
    Addressee {
        members = List.copyOf(members);
    }

    /** Whether any of it leaves this server. */
    boolean isForwarded() {
        return members.stream().anyMatch(member -> member.as(recipient -> false, forward -> true));
    }
}
