package org.postern.imap.fetch;

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
        boolean wanted = section.text() == Section.Text.HEADER_FIELDS;
        OctetArray chosen = new OctetArray();
        for (HeaderField field : header.fields()) {
            if (section.fields().contains(field.name()) == wanted) {
                chosen.add(header.octets(field));
            }
        }
        return chosen.endLine();
    }
}
