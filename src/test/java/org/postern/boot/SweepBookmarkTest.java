package org.postern.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.config.ExpireRule;
import org.postern.retention.Sweeper.Progress;
import org.postern.store.SpecialUse;

final class SweepBookmarkTest {
    @TempDir
    private Path directory;

    @Test
    void progressIsKept() {
        Path file = directory.resolve("expired");
        Progress some = new Progress(Instant.parse("2026-11-23T10:00:00Z"), Optional.of("bob@example.org"), false);
        Progress over = new Progress(some.begun(), Optional.empty(), true);
        new SweepBookmark(file).write(some);
        assertThat(new SweepBookmark(file).read()).hasValue(some);
        new SweepBookmark(file).write(over);
        assertThat(new SweepBookmark(file).read()).hasValue(over);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x\ny\nz\n", "2026-11-23T10:00:00Z\n", "\n\n\n\n"})
    void whatMakesNoSenseIsNothing(String text) throws Exception {
        assertThat(new SweepBookmark(Files.writeString(directory.resolve("expired"), text)).read())
                .isEmpty();
        assertThat(new SweepBookmark(directory.resolve("none")).read()).isEmpty();
    }

    @Test
    void whereItCannotBeWrittenItIsRemembered() {
        SweepBookmark bookmark = new SweepBookmark(directory.resolve("none/expired"));
        Progress some = new Progress(Instant.EPOCH, Optional.empty(), false);
        bookmark.write(some);
        assertThat(bookmark.read()).hasValue(some);
    }

    @Test
    void theConfigurationKnowsTheUsesThatTheStoreHas() {
        assertThat(Stream.of(SpecialUse.values()).map(use -> use.wireName().toLowerCase(Locale.ROOT)))
                .containsExactlyInAnyOrderElementsOf(ExpireRule.USES);
    }
}
