package org.postern.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.postern.imap.response.Completion;
import org.postern.imap.response.Language;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.response.UntaggedSeries;
import org.postern.imap.response.WorkDone;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/** INPROGRESS with a clock that the test moves. */
final class PatienceTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final InstantSource clock = () -> now;

    /** What each poll of a command takes, and whether it says something. */
    private record Work(Duration time, boolean tells) {}

    private String answer(Optional<WorkDone> done, Work... works) throws IOException {
        Deque<Work> left = new ArrayDeque<>(List.of(works));
        Responses answer = new Responses() {
            @Override
            public @Nullable Untagged poll() {
                Work work = left.poll();
                if (work == null) {
                    return null;
                }
                now = now.plus(work.time());
                return work.tells() ? Untagged.line("SEARCH") : out -> Progress.DONE;
            }

            @Override
            public Completion completion() {
                return Completion.ok("Search completed");
            }

            @Override
            public Optional<WorkDone> workDone() {
                return done;
            }
        };
        Patience patience = new Patience(clock, "a7");
        AnswerReply reply =
                new AnswerReply(UntaggedSeries.none(), answer.preceded(List.of(nothing())), ending(patience));
        byte[] said = WireOut.compose(4096, out -> {
            while (reply.pull(out) != Progress.DONE) {
                assertThat(out.isFull()).isFalse();
            }
        });
        return new String(said, StandardCharsets.US_ASCII).replace("\r\n", "|");
    }

    private static Untagged nothing() {
        return out -> Progress.DONE;
    }

    private static AnswerReply.Ending ending(Patience patience) {
        return new AnswerReply.Ending() {
            @Override
            public Patience patience() {
                return patience;
            }

            @Override
            public Language language() {
                return Language.I_DEFAULT;
            }

            @Override
            public UntaggedSeries updates(Completion completion) {
                return UntaggedSeries.none();
            }

            @Override
            public void lastLine(Completion completion, WireOut out) {
                out.ascii("a7 ").ascii(completion.status().name()).crlf();
            }

            @Override
            public boolean isLast() {
                return false;
            }
        };
    }

    @Test
    void aShortCommandSaysNothing() throws IOException {
        assertThat(answer(Optional.empty(), silent(4), silent(5), telling(0))).isEqualTo("* SEARCH|a7 OK|");
    }

    @Test
    void aLongOneSaysEveryTenSecondsHowFarItHasCome() throws IOException {
        String line = "* OK [INPROGRESS (\"a7\" 454 1000)] Still at work|";
        assertThat(answer(Optional.of(new WorkDone(454, 1000)), silent(9), silent(2), silent(9), silent(1), telling(1)))
                .isEqualTo(line + line + "* SEARCH|a7 OK|");
    }

    @Test
    void whereNothingIsKnownOfTheWorkTheTagIsToldAlone() throws IOException {
        assertThat(answer(Optional.empty(), silent(30), telling(0)))
                .isEqualTo("* OK [INPROGRESS (\"a7\" NIL NIL)] Still at work|* SEARCH|a7 OK|");
    }

    @Test
    void whoeverIsToldSomethingElseNeedNotBeToldThat() throws IOException {
        assertThat(answer(Optional.empty(), telling(9), telling(9), telling(9)))
                .isEqualTo("* SEARCH|* SEARCH|* SEARCH|a7 OK|");
    }

    private static Work silent(int seconds) {
        return new Work(Duration.ofSeconds(seconds), false);
    }

    private static Work telling(int seconds) {
        return new Work(Duration.ofSeconds(seconds), true);
    }
}
