package org.postern.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AliasFileTest {
    @TempDir
    Path directory;

    @Test
    void withoutAFileThereAreNoAliases() throws DirectoryException {
        AliasFile file = new AliasFile(directory.resolve("none"), Optional.empty(), Clock.systemUTC());
        assertThat(file.targets(MailAddress.parse("a@example.org"))).isEmpty();
        assertThat(file.problems()).isEmpty();
    }

    @Test
    void linesAreAliasesAndTheirTargets() throws Exception {
        AliasFile file = file("""
                # who is who
                Info@Example.ORG: alice@example.org , Bob@example.org,
                \tcarl@example.org,

                root:alice
                @example.net: postmaster@example.org
                """);
        assertThat(file.problems()).isEmpty();
        assertThat(targets(file, "info@example.org")).isEqualTo("alice@example.org Bob@example.org carl@example.org");
        assertThat(targets(file, "root@example.org")).isEqualTo("alice@example.org");
        assertThat(file.catchAll("example.net")).contains(List.of("postmaster@example.org"));
        assertThat(file.catchAll("example.org")).isEmpty();
    }

    @Test
    void whatIsWrongIsToldWithItsLineAndTheRestCounts() throws Exception {
        AliasFile file = file("""
                nothing
                empty: ,
                pipe: |/bin/cat
                a: b
                b: c,
                  a
                a: d
                good: alice
                """);
        String path = directory.resolve("aliases") + ":";
        assertThat(file.problems())
                .hasSize(5)
                .anySatisfy(p -> assertThat(p).startsWith(path + "1: ").contains("no \":\""))
                .anySatisfy(p -> assertThat(p).startsWith(path + "2: "))
                .anySatisfy(p -> assertThat(p).startsWith(path + "3: '|/bin/cat' is not an address: "))
                .anySatisfy(p -> assertThat(p).startsWith(path + "5: comes back to itself"))
                .anySatisfy(p -> assertThat(p).startsWith(path + "7: a@example.org is there already"));
        assertThat(targets(file, "good@example.org")).isEqualTo("alice@example.org");
    }

    /** A slip of the hand must not send mail back, or give it to whom the catch-all names. */
    @Test
    void anAliasWhoseLineIsWrongIsKnown() throws Exception {
        AliasFile file = file("""
                info@example.net: alice@example.org, |/bin/cat
                @example.com:
                @example.net: carl@example.org
                info@example.net: dora@example.org
                """);
        assertThat(file.problems()).hasSize(3);
        assertThatThrownBy(() -> file.targets(MailAddress.parse("info@example.net")))
                .isInstanceOfSatisfying(
                        DirectoryException.class,
                        e -> assertThat(e.problem()).isEqualTo(DirectoryException.Problem.FAULTY))
                .hasMessageStartingWith(directory.resolve("aliases") + ":1: ");
        assertThatThrownBy(() -> file.catchAll("example.com"))
                .isInstanceOf(DirectoryException.class)
                .hasMessageContaining("names no target");
        assertThat(file.hasDomain("example.com")).isTrue();
        assertThat(file.catchAll("example.net")).contains(List.of("carl@example.org"));
        assertThat(file.targetDomains()).containsExactly("example.org");
    }

    @Test
    void anAliasMayNameItself() {
        assertThat(AliasLoops.in(Map.of("a", List.of("a", "b")))).isEmpty();
        assertThat(AliasLoops.in(Map.of("a", List.of("b"), "b", List.of("a")))).hasSize(1);
    }

    /** Every alias names all others: a quadratic number of ways, which are not walked one by one. */
    @Test
    void aThicketOfAliasesCostsNoMoreThanItsLines() {
        List<String> all = IntStream.range(0, 1000).mapToObj(Integer::toString).toList();
        Map<String, List<String>> thicket = all.stream().collect(Collectors.toMap(a -> a, a -> all));
        assertThat(AliasLoops.in(thicket)).isNotEmpty();
        Map<String, List<String>> chain =
                all.stream().collect(Collectors.toMap(a -> a, a -> List.of(Integer.toString(Integer.parseInt(a) + 1))));
        assertThat(AliasLoops.in(chain)).isEmpty();
    }

    private AliasFile file(String text) throws IOException {
        Path path = Files.writeString(directory.resolve("aliases"), text);
        return new AliasFile(path, Optional.of("example.org"), Clock.systemUTC());
    }

    private static String targets(AliasFile file, String alias) throws DirectoryException {
        return String.join(" ", file.targets(MailAddress.parse(alias)).orElseThrow());
    }
}
