package org.postern.net;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.List;

/**
 * Sorts out listeners on "every address". A socket on the IPv6 wildcard accepts IPv4 too, so beside it one on the IPv4
 * wildcard and the same port is neither possible nor needed; on a machine without IPv6 it is the other that goes.
 */
final class Wildcards {
    private Wildcards() {}

    static List<ListenerSpec> merge(List<ListenerSpec> specs) {
        return merge(specs, hasIpv6());
    }

    static List<ListenerSpec> merge(List<ListenerSpec> specs, boolean ipv6) {
        return specs.stream()
                .filter(s -> !(isWildcard(s.address(), !ipv6) && hasTwin(s, specs)))
                .toList();
    }

    private static boolean hasTwin(ListenerSpec spec, List<ListenerSpec> specs) {
        return specs.stream()
                .anyMatch(
                        s -> isWildcard(s.address(), !isIpv6(spec.address())) && port(s) == port(spec) && port(s) != 0);
    }

    private static boolean isWildcard(SocketAddress address, boolean ipv6) {
        return address instanceof InetSocketAddress inet
                && inet.getAddress() != null
                && inet.getAddress().isAnyLocalAddress()
                && isIpv6(address) == ipv6;
    }

    private static boolean isIpv6(SocketAddress address) {
        return address instanceof InetSocketAddress inet && inet.getAddress() instanceof Inet6Address;
    }

    private static int port(ListenerSpec spec) {
        return ((InetSocketAddress) spec.address()).getPort();
    }

    private static boolean hasIpv6() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .anyMatch(a -> a instanceof Inet6Address);
        } catch (SocketException e) {
            return false;
        }
    }
}
