package org.postern.net;

import java.net.SocketAddress;

/**
 * A listener to be started. Several may carry one name, for example the addresses that one protocol is bound to.
 *
 * @param name for logs and to ask for the bound address, for example "imap"
 * @param address an InetSocketAddress (port 0: any free one) or a UnixDomainSocketAddress
 * @param proxies the addresses that must send a PROXY header (and then are alone allowed to connect); none: no PROXY
 */
public record ListenerSpec(
        String name, SocketAddress address, TlsMode tls, SessionFactory sessions, AddressRanges proxies) {
    /** Without PROXY protocol. */
    public ListenerSpec(String name, SocketAddress address, TlsMode tls, SessionFactory sessions) {
        this(name, address, tls, sessions, AddressRanges.NONE);
    }

    /** Takes connections from these proxies only, each of which begins with a PROXY header. */
    public ListenerSpec behind(AddressRanges trusted) {
        return new ListenerSpec(name, address, tls, sessions, trusted);
    }
}
