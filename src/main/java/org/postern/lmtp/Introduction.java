package org.postern.lmtp;

import java.util.Optional;

/**
 * On whose behalf a trusted peer speaks; what it has not told is empty.
 *
 * @param address an IP address as Java writes it
 * @param name of that address, a domain
 * @param protocol {@code SMTP} or {@code ESMTP}
 * @param hello what the client called itself
 * @param login the client's
 * @param port the client's, 0 to 65535
 */
record Introduction(
        Optional<String> address,
        Optional<String> name,
        Optional<String> protocol,
        Optional<String> hello,
        Optional<String> login,
        Optional<String> port) {
    static final Introduction NONE = new Introduction(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
