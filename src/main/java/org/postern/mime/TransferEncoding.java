package org.postern.mime;

import java.util.Locale;

/** What a Content-Transfer-Encoding (RFC 2045 section 6) means for the octets of a body. */
public enum TransferEncoding {
    /** 7bit, 8bit, binary, and what people write for them. */
    IDENTITY,
    BASE64,
    QUOTED_PRINTABLE,
    /** Nobody knows: the body can be shown as it is, but not decoded. */
    UNKNOWN;

    /** The meaning of a token in any case; an empty one is 7bit. */
    public static TransferEncoding named(String token) {
        return switch (token.toLowerCase(Locale.ROOT)) {
            case "", "7bit", "8bit", "binary", "7-bit", "8-bit", "7bits", "8bits", "plain", "none" -> IDENTITY;
            case "base64" -> BASE64;
            case "quoted-printable" -> QUOTED_PRINTABLE;
            default -> UNKNOWN;
        };
    }
}
