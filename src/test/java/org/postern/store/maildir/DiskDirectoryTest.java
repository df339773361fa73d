package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskDirectoryTest {
    @TempDir
    private Path temporary;

    private final DiskFiles files = new DiskFiles();
    private Path cur = Path.of("");
    private Path held = Path.of("");

    @BeforeEach
    void make() throws IOException {
        cur = Files.createDirectory(temporary.resolve("cur"));
        held = Files.createDirectory(temporary.resolve("held"));
        Files.writeString(cur.resolve("one"), "1");
        Files.writeString(cur.resolve("two"), "2");
    }

    @Test
    void aNameChangesWithinItsDirectory() throws IOException {
        try (FileLayer.OpenDirectory open = files.openDirectory(cur)) {
            open.rename("one", open, "one:2,S");
        }
        assertThat(files.list(cur)).containsExactlyInAnyOrder("one:2,S", "two");
    }

    @Test
    void aRenameReplacesWhatHasTheName() throws IOException {
        try (FileLayer.OpenDirectory open = files.openDirectory(cur)) {
            open.rename("one", open, "two");
        }
        assertThat(files.list(cur)).containsExactly("two");
        assertThat(cur.resolve("two")).hasContent("1");
    }

    @Test
    void aFileGoesToAnotherDirectory() throws IOException {
        try (FileLayer.OpenDirectory from = files.openDirectory(cur);
                FileLayer.OpenDirectory to = files.openDirectory(held)) {
            from.rename("one", to, "1700000000.one");
        }
        assertThat(files.list(cur)).containsExactly("two");
        assertThat(held.resolve("1700000000.one")).hasContent("1");
    }

    @Test
    void aFileIsRemoved() throws IOException {
        try (FileLayer.OpenDirectory open = files.openDirectory(cur)) {
            open.delete("one");
        }
        assertThat(files.list(cur)).containsExactly("two");
    }

    @Test
    void whatIsNotThereIsMissing() throws IOException {
        try (FileLayer.OpenDirectory open = files.openDirectory(cur)) {
            assertThatThrownBy(() -> open.rename("none", open, "some")).isInstanceOf(NoSuchFileException.class);
            assertThatThrownBy(() -> open.delete("none")).isInstanceOf(NoSuchFileException.class);
        }
        assertThatThrownBy(() -> files.openDirectory(temporary.resolve("nowhere")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aDirectoryThatWasRemovedTakesNothing() throws IOException {
        try (FileLayer.OpenDirectory from = files.openDirectory(cur);
                FileLayer.OpenDirectory to = files.openDirectory(held)) {
            Files.delete(held);
            Files.createDirectory(held);
            assertThatThrownBy(() -> from.rename("one", to, "one")).isInstanceOf(NoSuchFileException.class);
        }
        assertThat(files.list(cur)).containsExactlyInAnyOrder("one", "two");
    }
}
