package org.postern.auth;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Base64 as SASL profiles send it: padded, nothing before, between or behind (RFC 4648 section 4). */
public final class SaslBase64 {
    private SaslBase64() {}

    /** A line of the client; empty when it is not base64. An empty line is an empty message. */
    public static Optional<byte[]> decode(byte[] line) {
        if (line.length % 4 != 0) {
            return Optional.empty(); // the JDK would forgive missing padding
        }
        try {
            byte[] message = Base64.getDecoder().decode(line);
            boolean canonical = Arrays.equals(Base64.getEncoder().encode(message), line);
            return canonical ? Optional.of(message) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** An initial response, where "=" stands for an empty one (RFC 4959 3, RFC 5034 4). */
    public static Optional<byte[]> decodeInitial(byte[] argument) {
        boolean isEmpty = argument.length == 1 && argument[0] == '=';
        return isEmpty ? Optional.of(new byte[0]) : decode(argument);
    }

    /** {@link #decode(byte[])} of text; what is not ASCII is not base64. */
    public static Optional<byte[]> decode(String line) {
        return decode(line.getBytes(StandardCharsets.UTF_8));
    }
}
