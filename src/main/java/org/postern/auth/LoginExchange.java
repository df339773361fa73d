package org.postern.auth;

import java.util.Optional;

/** LOGIN, never standardised (draft-murchison-sasl-login): asks for the name, then for the password. */
final class LoginExchange implements SaslExchange {
    private Optional<byte[]> name = Optional.empty();

    @Override
    public SaslStep.Challenge first() {
        return SaslStep.Challenge.of("Username:");
    }

    @Override
    public SaslStep respond(byte[] message) {
        if (message.length > Authenticator.MAX_OCTETS) {
            return new SaslStep.Failed(SaslStep.Failure.TOO_LONG);
        }
        if (name.isEmpty()) {
            name = Optional.of(message.clone());
            return SaslStep.Challenge.of("Password:");
        }
        return done(name.get(), message);
    }

    /** What holds for a name and a password in every mechanism: they are there, bounded, and hold no NUL. */
    static SaslStep done(byte[] name, byte[] password) {
        if (name.length > Authenticator.MAX_OCTETS || password.length > Authenticator.MAX_OCTETS) {
            return new SaslStep.Failed(SaslStep.Failure.TOO_LONG);
        }
        if (name.length == 0 || password.length == 0 || hasNul(name) || hasNul(password)) {
            return new SaslStep.Failed(SaslStep.Failure.MALFORMED);
        }
        return Utf8.decode(name)
                .<SaslStep>map(login -> new SaslStep.Done(login, Secret.of(password)))
                .orElseGet(() -> new SaslStep.Failed(SaslStep.Failure.NOT_UTF8));
    }

    private static boolean hasNul(byte[] octets) {
        for (byte octet : octets) {
            if (octet == 0) {
                return true;
            }
        }
        return false;
    }
}
