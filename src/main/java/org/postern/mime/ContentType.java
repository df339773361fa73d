package org.postern.mime;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.postern.mime.ParameterList.Parameter;

/**
 * A media type (RFC 2045 section 5).
 *
 * @param type ASCII token as the sender wrote it, to be compared in any case
 * @param subtype likewise
 */
public record ContentType(String type, String subtype, ParameterList parameters) {
    /** RFC 2045 5.2: what a part without a Content-Type is. */
    public static final ContentType TEXT_PLAIN = new ContentType(
            "text", "plain", new ParameterList(List.of(new Parameter("charset", Octets.latin1("us-ascii")))));

    /** RFC 2046 5.1.5: what a part of a digest without a Content-Type is. */
    public static final ContentType MESSAGE_RFC822 = new ContentType("message", "rfc822", ParameterList.NONE);

    /**
     * Reads a field value. A missing subtype is guessed; something that is a word but no media type is
     * application/octet-stream with its parameters, so that an attachment stays one; anything else is empty.
     */
    public static Optional<ContentType> parse(Octets value) {
        FieldLexer in = new FieldLexer(value.latin1());
        String type = in.skipBlank().token();
        String subtype = in.skipBlank().take('/') ? in.skipBlank().token() : "";
        if (type.isEmpty()) {
            return Optional.empty();
        }
        in.skipPast(';');
        ParameterList parameters = ParameterList.parse(in);
        if (!subtype.isEmpty()) {
            return Optional.of(new ContentType(type, subtype, parameters));
        }
        return Optional.of(
                switch (type.toLowerCase(Locale.ROOT)) {
                    case "text" -> new ContentType(type, "plain", parameters);
                    case "multipart" -> new ContentType(type, "mixed", parameters);
                    case "message" -> new ContentType(type, "rfc822", parameters);
                    default -> new ContentType("application", "octet-stream", parameters);
                });
    }

    /** Whether the top-level type is {@code wanted}, in any case. */
    public boolean is(String wanted) {
        return type.equalsIgnoreCase(wanted);
    }

    /** Whether type and subtype are these, in any case. */
    public boolean is(String wantedType, String wantedSubtype) {
        return is(wantedType) && subtype.equalsIgnoreCase(wantedSubtype);
    }
}
