package org.postern.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postern.config.NoticeFile;
import org.postern.delivery.NoticeTemplate.Placeholder;

/** What the configuration admits in a template is what delivery fills. */
final class NoticeNamesTest {
    @Test
    void theSameNamesOnBothSides() {
        assertThat(Stream.of(Placeholder.values()).map(Placeholder::word))
                .containsExactlyInAnyOrderElementsOf(NoticeFile.NAMES);
    }
}
