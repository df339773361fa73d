package org.postern.auth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Every SASL mechanism there is, in the order of preference. Immutable. */
public final class Mechanisms {
    /** PLAIN and LOGIN. */
    public static final Mechanisms ALL = new Mechanisms(List.of(
            new Mechanism("PLAIN", Sends.THE_PASSWORD, PlainExchange::new),
            new Mechanism("LOGIN", Sends.THE_PASSWORD, LoginExchange::new)));

    private final Map<String, Mechanism> byName = new LinkedHashMap<>();

    /** What an eavesdropper would learn. */
    public enum Sends {
        THE_PASSWORD,
        A_PROOF
    }

    /** A row of the table. */
    private record Mechanism(String name, Sends sends, Supplier<SaslExchange> exchange) {}

    private Mechanisms(List<Mechanism> mechanisms) {
        mechanisms.forEach(mechanism -> byName.put(mechanism.name(), mechanism));
    }

    /** Names for a capability list when the connection has TLS, or plaintext logins are permitted on it. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** Names for a capability list when passwords must not be sent. */
    public List<String> namesWithoutPassword() {
        return byName.values().stream()
                .filter(mechanism -> mechanism.sends() != Sends.THE_PASSWORD)
                .map(Mechanism::name)
                .toList();
    }

    /** Whether the mechanism of this name, in either case, sends the password itself. */
    public boolean sendsPassword(String name) {
        Mechanism mechanism = byName.get(name.toUpperCase(Locale.ROOT));
        return mechanism != null && mechanism.sends() == Sends.THE_PASSWORD;
    }

    /** A new exchange; empty when there is no mechanism of this name. Names are of either case (RFC 4422 3.1). */
    public Optional<SaslExchange> start(String name) {
        return Optional.ofNullable(byName.get(name.toUpperCase(Locale.ROOT)))
                .map(mechanism -> mechanism.exchange().get());
    }
}
