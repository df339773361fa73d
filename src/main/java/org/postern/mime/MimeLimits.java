package org.postern.mime;

/**
 * How far hostile mail is followed. Beyond a limit the structure ends, the octets do not.
 *
 * @param depth levels of multiparts and embedded messages; what lies deeper is a leaf
 * @param parts entities in one message; later boundaries belong to the body of the last part
 * @param headerOctets octets of one header block that are parsed
 * @param fieldOctets octets of one Content field that are parsed
 * @param addresses addresses taken from one header field
 */
public record MimeLimits(int depth, int parts, int headerOctets, int fieldOctets, int addresses) {
    public static final MimeLimits DEFAULT = new MimeLimits(100, 10_000, 10 << 20, 64 << 10, 10_000);

    public MimeLimits withDepth(int newDepth) {
        return new MimeLimits(newDepth, parts, headerOctets, fieldOctets, addresses);
    }

    public MimeLimits withParts(int newParts) {
        return new MimeLimits(depth, newParts, headerOctets, fieldOctets, addresses);
    }

    public MimeLimits withHeaderOctets(int newHeaderOctets) {
        return new MimeLimits(depth, parts, newHeaderOctets, fieldOctets, addresses);
    }
}
