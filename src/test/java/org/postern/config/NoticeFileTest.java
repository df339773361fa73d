package org.postern.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NoticeFileTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "'', line 1",
        "Hello, line 1",
        "Subject: x, line 2",
        "'Subject: x\nno gap\ntext', line 2",
        "'Subject: {nothing}\n\ntext', line 1 has {nothing}",
        "'Subject: x\n\ntext\n{percent} {Limit}\n{limits}', line 5 has {limits}",
        "'Subject: x\n\na\bb', line 3 has control",
    })
    void whatIsWrongIsSaid(String text, String problem) {
        assertThatThrownBy(() -> NoticeFile.parse(text.replace("\\b", "\b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void subjectAndTextAreApart() {
        assertThat(NoticeFile.parse("Subject:  Full: {percent}\r\n\r\nOne {usage} \r\n\r\nTwo"))
                .isEqualTo(new NoticeFile("Full: {percent}", List.of("One {usage}", "", "Two")));
        assertThatThrownBy(() -> NoticeFile.parse("Subject: x\n\n" + "ä".repeat(500)))
                .hasMessageContaining("line 3 is longer");
    }

    @Test
    void aFileThatCannotBeReadIsAProblem() throws Exception {
        assertThatThrownBy(() -> NoticeFile.read(directory.resolve("none")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot read");
        Path latin = Files.write(directory.resolve("latin"), new byte[] {'S', (byte) 0xE4});
        assertThatThrownBy(() -> NoticeFile.read(latin)).hasMessageContaining("UTF-8");
        Path large = Files.write(directory.resolve("large"), new byte[70_000]);
        assertThatThrownBy(() -> NoticeFile.read(large)).hasMessageContaining("larger");
    }
}
