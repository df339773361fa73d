package org.postern.auth;

import java.util.Arrays;
import java.util.Optional;

/** PLAIN (RFC 4616): {@code [authzid] NUL authcid NUL passwd} in one message. */
final class PlainExchange implements SaslExchange {
    private static final int MAX_MESSAGE = 3 * Authenticator.MAX_OCTETS + 2;

    @Override
    public SaslStep.Challenge first() {
        return SaslStep.Challenge.of("");
    }

    @Override
    public SaslStep respond(byte[] message) {
        if (message.length > MAX_MESSAGE) {
            return new SaslStep.Failed(SaslStep.Failure.TOO_LONG);
        }
        int first = indexOfNul(message, 0);
        int second = first < 0 ? -1 : indexOfNul(message, first + 1);
        if (second < 0 || indexOfNul(message, second + 1) >= 0) {
            return new SaslStep.Failed(SaslStep.Failure.MALFORMED);
        }
        byte[] authzid = Arrays.copyOfRange(message, 0, first);
        byte[] authcid = Arrays.copyOfRange(message, first + 1, second);
        return done(authzid, authcid, Arrays.copyOfRange(message, second + 1, message.length));
    }

    private static SaslStep done(byte[] authzid, byte[] authcid, byte[] password) {
        Optional<String> actAs = Utf8.decode(authzid);
        if (actAs.isEmpty()) {
            return new SaslStep.Failed(SaslStep.Failure.NOT_UTF8);
        }
        SaslStep step = LoginExchange.done(authcid, password);
        if (step instanceof SaslStep.Done done
                && !actAs.get().isEmpty()
                && !actAs.get().equalsIgnoreCase(done.login())) {
            return new SaslStep.Failed(SaslStep.Failure.NOT_AUTHORIZED);
        }
        return step;
    }

    private static int indexOfNul(byte[] message, int from) {
        for (int i = from; i < message.length; i++) {
            if (message[i] == 0) {
                return i;
            }
        }
        return -1;
    }
}
