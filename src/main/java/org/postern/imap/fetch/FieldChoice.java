package org.postern.imap.fetch;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.postern.mime.HeaderBlock;
import org.postern.mime.HeaderField;

/** The fields of a header that HEADER.FIELDS or HEADER.FIELDS.NOT names, as they stand, and an empty line. */
final class FieldChoice {
    private final HeaderBlock header;
    private final Section section;

    FieldChoice(HeaderBlock header, Section section) {
        this.header = header;
        this.section = section;
    }

    OctetArray octets() {
        Set<String> names = section.fields().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        boolean wanted = section.text() == Section.Text.HEADER_FIELDS;
        OctetArray chosen = new OctetArray();
        for (HeaderField field : header.fields()) {
            if (names.contains(field.name().toLowerCase(Locale.ROOT)) == wanted) {
                chosen.add(header.octets(field));
            }
        }
        return chosen.endLine();
    }
}
