package org.postern.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The Content fields of one entity, the first of each name. Fields without a use to the reader are empty.
 *
 * @param type the field's, or the default of the place where the entity stands
 * @param encoding the token as the sender wrote it, {@code 7bit} where there is none
 * @param languages ASCII language tags (RFC 3282)
 */
public record ContentFields(
        ContentType type,
        String encoding,
        Optional<Disposition> disposition,
        List<String> languages,
        Optional<Octets> id,
        Optional<Octets> description,
        Optional<Octets> location,
        Optional<Octets> md5) {
    /** Names of the fields that {@link #of} looks at, in lower case, without {@code content-}. */
    static final Set<String> NAMES =
            Set.of("type", "transfer-encoding", "disposition", "language", "id", "description", "location", "md5");

    /** The fields of an entity that has none. */
    static final ContentFields NONE = of(Map.of(), ContentType.TEXT_PLAIN);

    public ContentFields {
        languages = List.copyOf(languages);
    }

    /** What the encoding means. */
    public TransferEncoding transferEncoding() {
        return TransferEncoding.named(encoding);
    }

    /** From raw values by the names in {@link #NAMES}. */
    static ContentFields of(Map<String, Octets> raw, ContentType fallback) {
        return new ContentFields(
                field(raw, "type").flatMap(ContentType::parse).orElse(fallback),
                field(raw, "transfer-encoding")
                        .map(ContentFields::encodingToken)
                        .orElse("7bit"),
                field(raw, "disposition").flatMap(Disposition::parse),
                field(raw, "language").map(ContentFields::words).orElse(List.of()),
                text(raw, "id"),
                text(raw, "description"),
                text(raw, "location"),
                text(raw, "md5"));
    }

    private static Optional<Octets> field(Map<String, Octets> raw, String name) {
        return Optional.ofNullable(raw.get(name));
    }

    private static Optional<Octets> text(Map<String, Octets> raw, String name) {
        return field(raw, name)
                .map(value -> Octets.trusted(FieldLexer.unfold(value.latin1()).strip()))
                .filter(value -> !value.isEmpty());
    }

    private static String encodingToken(Octets value) {
        List<String> words = words(value);
        if (words.isEmpty()) {
            return "7bit";
        }
        boolean torn = words.size() > 1 && (words.get(0) + words.get(1)).equalsIgnoreCase("quotedprintable");
        return torn ? "quoted-printable" : words.get(0);
    }

    private static List<String> words(Octets value) {
        FieldLexer in = new FieldLexer(value.latin1());
        List<String> words = new ArrayList<>();
        while (!in.skipBlank().atEnd()) {
            String word = in.token();
            if (word.isEmpty()) {
                in.next();
            } else {
                words.add(word);
            }
        }
        return words;
    }
}
