package org.postern.delivery;

import java.util.Optional;
import org.postern.audit.Client;

/**
 * Where a message came from, for its Received field (RFC 5321 4.4) and the audit log.
 *
 * @param hello the name the client gave itself; empty for a message from this machine. Nothing in it may end or
 *     comment a header field; the protocol has checked that
 * @param name of the client's address, where somebody has told it
 * @param protocol the "with" of RFC 3848, for example {@code LMTP} or {@code UTF8LMTPS}
 * @param tls protocol and cipher; empty without TLS
 * @param id of the transaction, unique in the logs; letters, digits and hyphens
 */
public record Origin(
        Client client,
        Optional<String> hello,
        Optional<String> name,
        String protocol,
        Optional<String> tls,
        String id) {
    public Origin(Client client, Optional<String> hello, String protocol, Optional<String> tls, String id) {
        this(client, hello, Optional.empty(), protocol, tls, id);
    }

    /** With the name of the client's address; a domain. */
    public Origin named(Optional<String> of) {
        return new Origin(client, hello, of, protocol, tls, id);
    }

    /** A message handed over on this machine, by a pipe or by Postern itself. */
    public static Origin local(String id) {
        return new Origin(new Client("local", "-", "local"), Optional.empty(), "local", Optional.empty(), id);
    }
}
