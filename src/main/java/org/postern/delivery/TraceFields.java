package org.postern.delivery;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** The fields that final delivery puts before a message: Return-Path and Received (RFC 5321 4.4), Delivered-To (RFC 9228). */
final class TraceFields {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    private final String hostname;
    private final ZoneId zone;

    TraceFields(String hostname, ZoneId zone) {
        this.hostname = hostname;
        this.zone = zone;
    }

    /** Date and time as in RFC 5322 3.3. */
    static String date(Instant instant, ZoneId zone) {
        return DATE.format(instant.atZone(zone));
    }

    /**
     * Composes the fields for one recipient's copy.
     *
     * @param only whether nobody else gets this message; only then may Received name the recipient
     */
    ByteBuffer compose(Envelope envelope, Address recipient, Sharing only, Instant received) {
        StringBuilder out = new StringBuilder(512);
        out.append("Return-Path: <")
                .append(envelope.sender().map(Address::toString).orElse(""))
                .append(">\r\nDelivered-To: ")
                .append(recipient)
                .append("\r\n");
        received(out, envelope.origin(), only == Sharing.ALONE ? Optional.of(recipient) : Optional.empty(), received);
        return ByteBuffer.wrap(out.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Composes the fields of a message that is sent on: no Return-Path, which final delivery alone adds.
     *
     * @param by whose mail it is, so that a message that comes back is known again
     */
    ByteBuffer forwarded(Envelope envelope, Address by, Instant received) {
        StringBuilder out =
                new StringBuilder(512).append("Delivered-To: ").append(by).append("\r\n");
        received(out, envelope.origin(), Optional.empty(), received);
        return ByteBuffer.wrap(out.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Composes the field of a message that is kept, to be placed later with all the others. */
    ByteBuffer kept(Envelope envelope, Instant received) {
        StringBuilder out = new StringBuilder(512);
        received(out, envelope.origin(), Optional.empty(), received);
        return ByteBuffer.wrap(out.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void received(StringBuilder out, Origin origin, Optional<Address> recipient, Instant when) {
        out.append("Received: ");
        origin.hello()
                .ifPresent(name -> out.append("from ")
                        .append(name)
                        .append(" (")
                        .append(origin.name().map(known -> known + ' ').orElse(""))
                        .append(peer(origin.client().address()))
                        .append(")\r\n\t"));
        out.append("by ").append(hostname).append(" (Postern) with ").append(origin.protocol());
        origin.tls().ifPresent(tls -> out.append("\r\n\t(").append(tls).append(')'));
        out.append("\r\n\tid ").append(origin.id());
        recipient.ifPresent(address -> out.append("\r\n\tfor <").append(address).append('>'));
        out.append(";\r\n\t").append(date(when, zone)).append("\r\n");
    }

    private static String peer(String address) {
        if (address.equals("local")) {
            return address;
        }
        return address.indexOf(':') >= 0 ? "[IPv6:" + address + ']' : '[' + address + ']';
    }

    /** Whether a message goes to one recipient or to several. */
    enum Sharing {
        ALONE,
        SHARED
    }
}
