package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However the network cuts what a client sends, the conversation is the same. */
class AnyCutTest {
    private static final List<String> SAID = List.of(
            "echo one",
            "big 100000",
            "nonsense",
            "x".repeat(3 * ToyProtocol.LINE_LIMIT),
            "late 5",
            "login alice",
            "echo " + "y".repeat(100),
            "",
            "big 3",
            "quit");
    private static final String HEARD = "one\r\n" + "0123456789".repeat(10_000)
            + "what\r\ntoo long\r\nlate\r\nwelcome\r\n" + "y".repeat(100) + "\r\nwhat\r\n012bye\r\n";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"plain", "starttls", "tls"})
    void theConversationIsTheSame(String how) throws Exception {
        byte[] said = (String.join("\r\n", SAID) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        try (ToyServer server = new ToyServer(ToyServer.SETTINGS, directory)) {
            for (int seed = 0; seed < 20; seed++) {
                Random random = new Random(seed);
                int longest = seed == 0 ? 1 : 1 + random.nextInt(said.length);
                try (ToyClient client = connect(server, how)) {
                    for (int at = 0; at < said.length; ) {
                        int n = Math.min(said.length - at, 1 + random.nextInt(longest));
                        client.send(new String(said, at, n, StandardCharsets.ISO_8859_1));
                        at += n;
                    }
                    assertThat(client.rest()).as("seed %d", seed).isEqualTo(HEARD);
                }
            }
        }
    }

    private static ToyClient connect(ToyServer server, String how) throws Exception {
        return switch (how) {
            case "tls" -> server.tls();
            case "starttls" -> server.startTls();
            default -> server.plain();
        };
    }
}
