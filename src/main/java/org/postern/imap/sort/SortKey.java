package org.postern.imap.sort;

import java.util.List;
import java.util.Optional;
import org.postern.imap.fetch.FetchRow;
import org.postern.mime.Address;
import org.postern.mime.AddressParser;
import org.postern.mime.BaseSubject;
import org.postern.mime.EncodedWords;
import org.postern.mime.HeaderBlock;
import org.postern.mime.HeaderField;
import org.postern.mime.Octets;

/** What messages are sorted by (RFC 5256 3, RFC 5957 4, RFC 6203 6). */
enum SortKey {
    ARRIVAL(Kind.ROW),
    CC(Kind.TEXT),
    DATE(Kind.DATE),
    DISPLAYFROM(Kind.TEXT),
    DISPLAYTO(Kind.TEXT),
    FROM(Kind.TEXT),
    /** RFC 6203 6: the best first. */
    RELEVANCY(Kind.SCORE),
    SIZE(Kind.ROW),
    SUBJECT(Kind.TEXT),
    TO(Kind.TEXT);

    /** What its keys are. */
    enum Kind {
        /** Numbers that the mailbox's row tells. */
        ROW,
        /** {@link SentDate}. */
        DATE,
        TEXT,
        SCORE
    }

    private final Kind kind;

    SortKey(Kind kind) {
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** The key of a message, where its row tells it. */
    long number(FetchRow row) {
        return switch (this) {
            case ARRIVAL -> row.received().toEpochMilli();
            case SIZE -> row.octets();
            default -> 0;
        };
    }

    /**
     * The key of a message where keys are texts, before a collation is applied; empty where the field is missing.
     *
     * @param header with the fields of {@link KeyReader#FIELDS} at least
     */
    String text(HeaderBlock header) {
        return switch (this) {
            case CC -> mailbox(header.all("Cc"));
            case DISPLAYFROM -> display(header.all("From"));
            case DISPLAYTO -> display(header.all("To"));
            case FROM -> mailbox(header.all("From"));
            case SUBJECT -> baseSubject(header.all("Subject"));
            case TO -> mailbox(header.all("To"));
            default -> "";
        };
    }

    private static String baseSubject(List<HeaderField> fields) {
        return fields.isEmpty() ? "" : BaseSubject.of(fields.get(0).text()).text();
    }

    /** addr-mailbox of the first address; of a group that is its name (RFC 9051 7.5.2). */
    private static String mailbox(List<HeaderField> fields) {
        return first(fields).map(SortKey::mailboxOf).map(Octets::text).orElse("");
    }

    private static Octets mailboxOf(Address address) {
        if (address instanceof Address.Mailbox mailbox) {
            return mailbox.local();
        }
        return address instanceof Address.GroupStart group ? group.name() : Octets.EMPTY;
    }

    /** RFC 5957 3. */
    private static String display(List<HeaderField> fields) {
        Optional<Address> first = first(fields);
        if (first.isPresent() && first.get() instanceof Address.Mailbox mailbox) {
            String name = mailbox.name().map(EncodedWords::decode).orElse("");
            return name.isEmpty() ? mailbox.address() : name;
        }
        return first.map(SortKey::mailboxOf).map(Octets::text).orElse("");
    }

    private static Optional<Address> first(List<HeaderField> fields) {
        for (HeaderField field : fields) {
            List<Address> addresses = AddressParser.parse(field.raw(), 1);
            if (!addresses.isEmpty()) {
                return Optional.of(addresses.get(0));
            }
        }
        return Optional.empty();
    }
}
