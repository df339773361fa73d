package org.postern.imap.fetch;

import java.nio.ByteBuffer;
import org.postern.mime.FieldNameSet;
import org.postern.mime.HeaderBlock;

/** The fields of a header that HEADER.FIELDS or HEADER.FIELDS.NOT names, as they stand, and an empty line. */
final class FieldChoice {
    private final HeaderBlock header;
    private final Section section;

    FieldChoice(HeaderBlock header, Section section) {
        this.header = header;
        this.section = section;
    }

    OctetArray octets() {
        FieldNameSet names = section.fields().set();
        boolean named = section.text() == Section.Text.HEADER_FIELDS;
        byte[] chosen = named ? header.octetsOf(names) : header.octetsExcept(names);
        OctetArray all = new OctetArray();
        all.add(ByteBuffer.wrap(chosen));
        return all.endLine();
    }
}
