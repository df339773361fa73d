package org.postern.imap.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.postern.imap.response.Untagged;
import org.postern.imap.response.WorkDone;

/**
 * INPROGRESS (RFC 9585): tells a client that has heard nothing of its command for a while that it is still at work, lest it
 * believes the connection dead.
 */
final class Patience {
    /** RFC 9585 leaves it to the server; clients are known that give up after twenty seconds of silence. */
    static final Duration SILENCE = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final String tag;
    private Instant lastTold;

    /** The command of that tag begins. */
    Patience(InstantSource clock, String tag) {
        this.clock = clock;
        this.tag = tag;
        this.lastTold = clock.instant();
    }

    /** The client has just been told something. */
    void told() {
        lastTold = clock.instant();
    }

    /** What is to be said now, if anything. */
    Optional<Untagged> due(Supplier<Optional<WorkDone>> work) {
        if (clock.instant().isBefore(lastTold.plus(SILENCE))) {
            return Optional.empty();
        }
        told();
        return Optional.of(line(work.get()));
    }

    private Untagged line(Optional<WorkDone> work) {
        String done = work.map(w -> w.done() + " " + w.goal()).orElse("NIL NIL");
        return Untagged.line("OK [INPROGRESS (\"" + tag + "\" " + done + ")] Still at work");
    }
}
