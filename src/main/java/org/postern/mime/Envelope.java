package org.postern.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an ENVELOPE says (RFC 9051 7.5.2): values as they stand in the header, unfolded; absent is empty, an empty field
 * has an empty value. Sender and Reply-To are From where they would be empty. Of several fields of one name the
 * addresses are taken together, otherwise the first counts.
 */
public record Envelope(
        Optional<Octets> date,
        Optional<Octets> subject,
        List<Address> from,
        List<Address> sender,
        List<Address> replyTo,
        List<Address> to,
        List<Address> cc,
        List<Address> bcc,
        Optional<Octets> inReplyTo,
        Optional<Octets> messageId) {
    /** The envelope of a message without a header. */
    public static final Envelope EMPTY = of(HeaderBlock.EMPTY, MimeLimits.DEFAULT);

    public Envelope {
        from = List.copyOf(from);
        sender = List.copyOf(sender);
        replyTo = List.copyOf(replyTo);
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        bcc = List.copyOf(bcc);
    }

    /** The envelope of the message with this header. */
    public static Envelope of(HeaderBlock header, MimeLimits limits) {
        List<Address> from = addresses(header, "From", limits);
        List<Address> sender = addresses(header, "Sender", limits);
        List<Address> replyTo = addresses(header, "Reply-To", limits);
        return new Envelope(
                value(header, "Date"),
                value(header, "Subject"),
                from,
                sender.isEmpty() ? from : sender,
                replyTo.isEmpty() ? from : replyTo,
                addresses(header, "To", limits),
                addresses(header, "Cc", limits),
                addresses(header, "Bcc", limits),
                value(header, "In-Reply-To"),
                value(header, "Message-ID"));
    }

    private static Optional<Octets> value(HeaderBlock header, String name) {
        return header.first(name).map(HeaderField::value);
    }

    private static List<Address> addresses(HeaderBlock header, String name, MimeLimits limits) {
        List<Address> all = new ArrayList<>();
        for (HeaderField field : header.all(name)) {
            if (all.size() < limits.addresses()) {
                all.addAll(AddressParser.parse(field.raw(), limits.addresses() - all.size()));
            }
        }
        return all;
    }
}
