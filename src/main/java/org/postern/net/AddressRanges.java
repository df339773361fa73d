package org.postern.net;

import io.netty.util.NetUtil;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;

/** A set of IP networks such as {@code 10.0.0.0/8} or {@code 2001:db8::1}. */
public final class AddressRanges {
    public static final AddressRanges NONE = new AddressRanges(List.of());

    private final List<Range> ranges;

    private AddressRanges(List<Range> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    /**
     * Reads addresses, each with an optional prefix length.
     *
     * @throws IllegalArgumentException naming the text that is no network
     */
    public static AddressRanges parse(List<String> texts) {
        return new AddressRanges(texts.stream().map(Range::parse).toList());
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    public boolean contains(InetAddress address) {
        return ranges.stream().anyMatch(r -> r.contains(address));
    }

    private record Range(int width, int prefix, BigInteger network) {
        static Range parse(String text) {
            int slash = text.indexOf('/');
            String host = slash < 0 ? text : text.substring(0, slash);
            byte[] octets = NetUtil.createByteArrayFromIpAddressString(host);
            if (octets == null) {
                throw new IllegalArgumentException("not an IP address: " + text);
            }
            int width = octets.length * 8;
            int prefix = slash < 0 ? width : prefix(text.substring(slash + 1));
            if (prefix < 0 || prefix > width) {
                throw new IllegalArgumentException("prefix length out of range: " + text);
            }
            return new Range(width, prefix, new BigInteger(1, octets).shiftRight(width - prefix));
        }

        private static int prefix(String digits) {
            return digits.matches("[0-9]{1,3}") ? Integer.parseInt(digits) : -1;
        }

        boolean contains(InetAddress address) {
            byte[] octets = address.getAddress();
            return octets.length * 8 == width
                    && new BigInteger(1, octets).shiftRight(width - prefix).equals(network);
        }
    }
}
