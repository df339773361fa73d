package org.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code postern queue}, asked of a running server and of none. */
final class QueueCommandTest extends CommandTest {
    @BeforeEach
    void users() {
        addUser("alice@localhost");
        addUser("full@localhost", "--quota", "10");
    }

    /** A report to somebody elsewhere waits, for there is no smarthost. */
    private String bounce(String sender) throws IOException {
        assertThat(run(
                        "Subject: hello\n\nhi\n",
                        "deliver",
                        "-f",
                        sender,
                        "-r",
                        "alice@localhost",
                        "-r",
                        "full@localhost"))
                .as(err())
                .isZero();
        return row(list(), "to", sender).path("id").asText();
    }

    /** The row of a table whose column has that value. */
    private static JsonNode row(JsonNode rows, String column, String value) {
        for (JsonNode row : rows) {
            if (row.path(column).asText().equals(value)) {
                return row;
            }
        }
        throw new AssertionError("no row with " + column + " " + value + " in " + rows);
    }

    private JsonNode list() throws IOException {
        assertThat(run("", "queue", "list", "--json")).isZero();
        return new ObjectMapper().readTree(out());
    }

    /** Nobody may be told of a message with an empty sender. */
    @ParameterizedTest
    @EnumSource
    void whatHasFailedIsSeenAndTriedByName(Served served) throws Exception {
        with(served, () -> {
            assertThat(run(
                            "Subject: hello\n\nhi\n",
                            "deliver",
                            "-f",
                            "",
                            "-r",
                            "alice@localhost",
                            "-r",
                            "full@localhost"))
                    .as(err())
                    .isZero();
            JsonNode failed = row(list(), "to", "full@localhost");
            assertThat(failed.path("state").asText()).isEqualTo("failed");
            assertThat(failed.path("answer").asText()).isEqualTo("552 5.2.2 Mailbox full");
            String id = failed.path("id").asText();
            assertThat(run("", "queue", "show", id, "--json")).isZero();
            assertThat(out()).contains("\"sent-to\":\"full@localhost\"", "\"subject\":\"hello\"");
            assertThat(run("", "queue", "flush")).isZero();
            assertThat(out()).startsWith("0 ");
            assertThat(run("", "quota", "set", "full@localhost", "1M"))
                    .as(err())
                    .isZero();
            assertThat(run("", "queue", "flush", id)).isZero();
            assertThat(out()).startsWith("1 ");
            Awaitility.await().untilAsserted(() -> assertThat(list()).isEmpty());
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatWaitsIsSeenTriedAndRemoved(Served served) throws Exception {
        with(served, () -> {
            assertThat(list()).isEmpty();
            String first = bounce("ann@example.com");
            String second = bounce("bea@example.com");
            assertThat(run("", "queue", "list")).isZero();
            assertThat(out()).startsWith("id ").contains("report", "<>", "ann@example.com", "bea@example.com");
            assertThat(run("", "queue", "show", first, "--json")).isZero();
            assertThat(out()).contains("\"to\":\"ann@example.com\"", "\"subject\":\"Undelivered mail returned");

            assertThat(run("", "queue", "flush", first)).isZero();
            assertThat(out()).startsWith("1 ");
            assertThat(run("", "queue", "flush")).isZero();
            assertThat(out()).isEqualTo(served == Served.BY_NONE ? "2 tried; 2 left\n" : "2 being tried now\n");
            if (served == Served.BY_A_SERVER) {
                Awaitility.await()
                        .untilAsserted(() -> assertThat(
                                        row(list(), "id", first).path("answer").asText())
                                .isEqualTo("no bounce.smarthost is configured"));
            }

            assertThat(run("", "queue", "remove", first)).isZero();
            assertThat(out()).isEqualTo("removed " + first + " to ann@example.com; nobody is told\n");
            assertThat(list()).hasSize(1);
            JsonNode left = row(list(), "id", second);
            assertThat(left.path("size").asLong()).isPositive();
            assertThat(left.path("state").asText()).isEqualTo("waiting");
            Awaitility.await()
                    .untilAsserted(() -> assertThat(
                                    row(list(), "id", second).path("attempts").asInt())
                            .isPositive());
            for (String command : List.of("show", "flush", "remove")) {
                assertThat(run("", "queue", command, first)).isEqualTo(1);
                assertThat(err()).isEqualTo("there is no message " + first + " in the queue\n");
            }
        });
    }
}
