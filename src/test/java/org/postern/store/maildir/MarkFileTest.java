package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.store.UidSet;

/** What is read of a file of marks, whatever is in it. */
class MarkFileTest {
    private static final long VALIDITY = 17;

    @TempDir
    Path dir;

    private MarkFile file(long validity) {
        return new MarkFile(new SmallFiles(new DiskFiles()), dir, validity);
    }

    @Test
    void whatWasWrittenIsReadUnderTheSameUidValidityOnly() throws Exception {
        Map<String, UidSet> marks = Map.of("a.20", UidSet.of(1, 2, 3, 9), "b", UidSet.of(UidSet.MAX));
        file(VALIDITY).write(marks);
        assertThat(file(VALIDITY).read()).isEqualTo(marks);
        assertThat(file(VALIDITY + 1).read()).isEmpty();
        assertThat(Files.readAllLines(dir.resolve(MarkFile.FILE)))
                .containsExactlyInAnyOrder("postern-marks 1 17", "a.20 1:3,9", "b 4294967295");
    }

    @Test
    void linesThatMakeNoSenseMarkNothing() throws Exception {
        Files.write(
                dir.resolve(MarkFile.FILE),
                List.of(
                        "postern-marks 1 17",
                        "",
                        "a",
                        "a ",
                        "b 0",
                        "c 3:1",
                        "d 1:2:3",
                        "e 1,,2",
                        "F 1",
                        "g 4294967296",
                        "h 99999999999",
                        "i x",
                        " 1",
                        "good 2,4:5"));
        assertThat(file(VALIDITY).read()).isEqualTo(Map.of("good", UidSet.of(2, 4, 5)));
    }
}
