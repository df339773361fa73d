package org.postern.transcript;

import java.util.ArrayList;
import java.util.List;

/** How what a client sends is cut into packets. */
enum Cut {
    LINE,
    OCTET,
    /** Everything that needs no answer first, in one packet. */
    PACKET;

    /** After so many packets of one octet, larger ones do: the cut inside a token has been seen. */
    private static final int SINGLE_OCTETS = 4096;

    private static final int LARGER = 499;

    List<String> packets(String octets) {
        return switch (this) {
            case PACKET -> List.of(octets);
            case LINE -> lines(octets);
            case OCTET -> singles(octets);
        };
    }

    private static List<String> lines(String octets) {
        List<String> packets = new ArrayList<>();
        int from = 0;
        while (from < octets.length()) {
            int end = octets.indexOf('\n', from) + 1;
            int to = end == 0 ? octets.length() : end;
            packets.add(octets.substring(from, to));
            from = to;
        }
        return packets;
    }

    private static List<String> singles(String octets) {
        List<String> packets = new ArrayList<>();
        int from = 0;
        while (from < octets.length()) {
            int to = Math.min(octets.length(), from + (packets.size() < SINGLE_OCTETS ? 1 : LARGER));
            packets.add(octets.substring(from, to));
            from = to;
        }
        return packets;
    }
}
