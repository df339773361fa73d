package org.postern.pop3;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.postern.store.UserName;

/**
 * Who logged in so lately that he may not again (RFC 2449 6.5). They are forgotten when the server stops, and the earliest of
 * them when there are too many. Thread-safe.
 */
final class LoginDelays {
    /** Logins that are remembered at most. */
    static final int DEFAULT_MOST = 100_000;

    private final InstantSource clock;
    private final int most;
    /** The earliest first. */
    private final Map<UserName, Login> logins = new LinkedHashMap<>();

    private record Login(Instant at, Duration delay) {
        boolean isOver(Instant now) {
            return isOver(now, delay);
        }

        /** Also when the clock was set back, or nobody would ever come in. */
        boolean isOver(Instant now, Duration least) {
            return now.isBefore(at) || !now.isBefore(at.plus(least));
        }
    }

    LoginDelays(InstantSource clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    synchronized boolean permits(UserName user, Duration delay) {
        Login last = logins.get(user);
        return last == null || last.isOver(clock.instant(), delay);
    }

    synchronized void loggedIn(UserName user, Duration delay) {
        logins.remove(user);
        if (delay.isZero()) {
            return;
        }
        Instant now = clock.instant();
        logins.put(user, new Login(now, delay));
        Iterator<Login> earliest = logins.values().iterator();
        while (earliest.hasNext() && (earliest.next().isOver(now) || logins.size() > most)) {
            earliest.remove();
        }
    }

    synchronized int size() {
        return logins.size();
    }
}
