package org.postern.delivery;

import java.time.Duration;
import java.util.Optional;

/**
 * What an operator may set about deliveries.
 *
 * @param hostname this server's name, in Received fields and reports
 * @param defaultDomain appended to a recipient without "@"
 * @param subaddress between user and folder in a local part; empty: every local part is a user
 * @param maxSize octets of one message, as received
 * @param maxRecipients of one transaction; RFC 5321 4.5.3.1.8 asks for at least 100
 * @param whenFull what senders to full mailboxes are told
 * @param subaddressFolders mailboxes up to which an account gets another one for a subaddress; 0: never
 * @param duplicateWindow how long a message is known again that a recipient has got; zero: not at all
 */
public record DeliverySettings(
        String hostname,
        Optional<String> defaultDomain,
        Optional<Character> subaddress,
        long maxSize,
        int maxRecipients,
        WhenFull whenFull,
        int subaddressFolders,
        Duration duplicateWindow) {
    /** Octets: 50M. */
    public static final long DEFAULT_MAX_SIZE = 50L * 1024 * 1024;

    public static final int DEFAULT_MAX_RECIPIENTS = 10_000;

    /** Defaults for everything but the name. */
    public static DeliverySettings of(String hostname) {
        return new DeliverySettings(
                hostname,
                Optional.empty(),
                Optional.of('+'),
                DEFAULT_MAX_SIZE,
                DEFAULT_MAX_RECIPIENTS,
                WhenFull.REJECT,
                0,
                Duration.ZERO);
    }

    public DeliverySettings withMaxSize(long octets) {
        return new DeliverySettings(
                hostname,
                defaultDomain,
                subaddress,
                octets,
                maxRecipients,
                whenFull,
                subaddressFolders,
                duplicateWindow);
    }

    public DeliverySettings withMaxRecipients(int recipients) {
        return new DeliverySettings(
                hostname, defaultDomain, subaddress, maxSize, recipients, whenFull, subaddressFolders, duplicateWindow);
    }

    public DeliverySettings withDefaultDomain(String domain) {
        return new DeliverySettings(
                hostname,
                Optional.of(domain),
                subaddress,
                maxSize,
                maxRecipients,
                whenFull,
                subaddressFolders,
                duplicateWindow);
    }

    public DeliverySettings withWhenFull(WhenFull answer) {
        return new DeliverySettings(
                hostname,
                defaultDomain,
                subaddress,
                maxSize,
                maxRecipients,
                answer,
                subaddressFolders,
                duplicateWindow);
    }

    public DeliverySettings withSubaddressFolders(int most) {
        return new DeliverySettings(
                hostname, defaultDomain, subaddress, maxSize, maxRecipients, whenFull, most, duplicateWindow);
    }

    public DeliverySettings withDuplicateWindow(Duration window) {
        return new DeliverySettings(
                hostname, defaultDomain, subaddress, maxSize, maxRecipients, whenFull, subaddressFolders, window);
    }
}
