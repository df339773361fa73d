package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KernelLookoutTest {
    private static final int ROUNDS = 3000;
    private static final int FILES = 3;

    @TempDir
    private Path temporary;

    /** The directory's names arrive while its earlier ones are being passed on, so some come behind the marker. */
    @Test
    void everyNameBeforeASettlingIsTold() throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("folder"));
        Files.createDirectory(folder.resolve("new"));
        Files.createDirectory(folder.resolve("cur"));
        Path spool = Files.createDirectory(temporary.resolve("spool"));
        try (Lookout lookout = KernelLookout.open(new DiskFiles(), spool, 0);
                Lookout.Post post = lookout.watch(folder).orElseThrow()) {
            for (int round = 0; round < ROUNDS; round++) {
                Set<MessageFile> made = new HashSet<>();
                for (int n = 0; n < FILES; n++) {
                    String name = round + "." + n;
                    Files.createFile(folder.resolve("cur").resolve(name));
                    made.add(new MessageFile(FilePlace.CUR, name));
                }
                assertThat(lookout.settle()).isTrue();
                assertThat(post.sight().take()).isEqualTo(new Sight.Seen(made, true));
            }
        }
    }
}
