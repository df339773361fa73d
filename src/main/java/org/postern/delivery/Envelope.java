package org.postern.delivery;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is said about a message before its recipients.
 *
 * @param sender empty for the null reverse-path {@code <>}: a report, which is never answered by another one
 * @param declaredSize octets, as the client announced them (RFC 1870)
 */
public record Envelope(Origin origin, Optional<Address> sender, OptionalLong declaredSize) {}
