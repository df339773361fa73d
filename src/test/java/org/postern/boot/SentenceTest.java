package org.postern.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SentenceTest {
    @Test
    void aPathAloneIsNoReason() {
        Map<IOException, String> rows = Map.of(
                new AccessDeniedException("/d/run/lock"), "/d/run/lock: permission denied",
                new NoSuchFileException("/d"), "/d: no such file or directory, or it cannot be made",
                new FileAlreadyExistsException("/d"), "/d: exists and is something else",
                new DirectoryNotEmptyException("/d"), "/d: DirectoryNotEmptyException",
                new FileSystemException("/d", null, "No space left on device"), "/d: No space left on device",
                new IOException("/d is in use by another process"), "/d is in use by another process");
        rows.forEach((e, said) -> assertThat(Sentence.of(e)).isEqualTo(said));
    }
}
