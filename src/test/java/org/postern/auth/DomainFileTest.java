package org.postern.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.auth.DirectoryException.Problem;

class DomainFileTest {
    @TempDir
    Path dir;

    @Test
    void readsAndKeeps() throws Exception {
        Path path = dir.resolve("domains");
        Files.writeString(path, """
                # domains
                -bad-
                Example.ORG quota=50G  note
                example.org
                example.net quota=much
                b\u00FCcher.example
                """);
        DomainFile domains = new DomainFile(path, () -> Instant.now().plusSeconds(60));

        assertThat(domains.all()).extracting(Domain::name).containsExactly("example.org", "xn--bcher-kva.example");
        assertThat(domains.find("example.org").orElseThrow().quota()).contains(new Limit(50L << 30));
        assertThat(domains.find("xn--bcher-kva.example").orElseThrow().quota()).isEmpty();
        assertThat(domains.problems())
                .containsExactly(
                        path + ":2: the domain is not valid",
                        path + ":4: example.org is there already; the first line counts",
                        path + ":5: quota is not a limit like 10M, 1G, 5000 or unlimited");

        assertThat(domains.isKnown("example.net")).as("whatever its quota").isTrue();
        assertThat(catchThrowableOfType(DirectoryException.class, () -> domains.find("example.net")))
                .hasMessage(path + ":5: quota is not a limit like 10M, 1G, 5000 or unlimited");

        domains.add("example.com", Map.of());
        domains.setFields("example.org", Map.of("quota", Optional.of("1T")));
        domains.setFields("example.com", Map.of("quota", Optional.of("5M")));
        domains.remove("xn--bcher-kva.example");

        assertThat(path).hasContent("""
                        # domains
                        -bad-
                        example.org note quota=1T
                        example.org
                        example.net quota=much
                        example.com quota=5M
                        """);
    }

    @Test
    void refusals() throws Exception {
        DomainFile domains = new DomainFile(dir.resolve("domains"), Instant::now);
        assertThat(domains.all()).isEmpty();
        domains.add("example.org", Map.of("quota", "1G"));

        assertThat(catchThrowableOfType(DirectoryException.class, () -> domains.add("example.org", Map.of()))
                        .problem())
                .isEqualTo(Problem.EXISTS);
        assertThat(catchThrowableOfType(DirectoryException.class, () -> domains.remove("example.net"))
                        .problem())
                .isEqualTo(Problem.UNKNOWN);
        assertThat(catchThrowableOfType(DirectoryException.class, () -> domains.add("example.net", Map.of("a", "b\nc")))
                        .problem())
                .isEqualTo(Problem.INVALID);
    }
}
