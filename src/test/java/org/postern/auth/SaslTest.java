package org.postern.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postern.auth.SaslStep.Failure.MALFORMED;
import static org.postern.auth.SaslStep.Failure.NOT_AUTHORIZED;
import static org.postern.auth.SaslStep.Failure.NOT_UTF8;
import static org.postern.auth.SaslStep.Failure.TOO_LONG;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.auth.SaslStep.Challenge;
import org.postern.auth.SaslStep.Done;
import org.postern.auth.SaslStep.Failed;

class SaslTest {
    private static final String LONG = "x".repeat(1024);

    static Stream<Arguments> plain() {
        return Stream.of(
                Arguments.of("", new Failed(MALFORMED)),
                Arguments.of("\0", new Failed(MALFORMED)),
                Arguments.of("\0\0", new Failed(MALFORMED)),
                Arguments.of("\0\0\0", new Failed(MALFORMED)),
                Arguments.of("user\0pass", new Failed(MALFORMED)),
                Arguments.of("\0user", new Failed(MALFORMED)),
                Arguments.of("\0user\0", new Failed(MALFORMED)),
                Arguments.of("\0\0pass", new Failed(MALFORMED)),
                Arguments.of("\0user\0pass\0", new Failed(MALFORMED)),
                Arguments.of("\0user\0pa\0ss", new Failed(MALFORMED)),
                Arguments.of("admin\0user\0pass", new Failed(NOT_AUTHORIZED)),
                Arguments.of("\0\u00FFser\0pass", new Failed(NOT_UTF8)),
                Arguments.of("\u00C3\0user\0pass", new Failed(NOT_UTF8)),
                Arguments.of("\0" + LONG + "x\0pass", new Failed(TOO_LONG)),
                Arguments.of("\0user\0" + LONG + "x", new Failed(TOO_LONG)),
                Arguments.of(LONG.repeat(100), new Failed(TOO_LONG)),
                Arguments.of("\0user\0" + LONG, new Done("user", Secret.of(LONG))),
                Arguments.of("\0user\0pass", new Done("user", Secret.of("pass"))),
                Arguments.of("User\0user\0pass", new Done("user", Secret.of("pass"))),
                Arguments.of("\0j\u00C3\u00B6rg\0p\u00FF", new Done("j\u00F6rg", Secret.of(octets("p\u00FF")))));
    }

    @ParameterizedTest
    @MethodSource("plain")
    void plainMessages(String message, SaslStep step) {
        assertThat(Mechanisms.ALL.start("plain").orElseThrow().respond(octets(message)))
                .isEqualTo(step);
    }

    static Stream<Arguments> login() {
        return Stream.of(
                Arguments.of("", "", new Failed(MALFORMED)),
                Arguments.of("user", "", new Failed(MALFORMED)),
                Arguments.of("", "pass", new Failed(MALFORMED)),
                Arguments.of("us\0er", "pass", new Failed(MALFORMED)),
                Arguments.of("user", "pass\0", new Failed(MALFORMED)),
                Arguments.of("\u00FF", "pass", new Failed(NOT_UTF8)),
                Arguments.of("user", LONG + "x", new Failed(TOO_LONG)),
                Arguments.of(LONG, LONG, new Done(LONG, Secret.of(LONG))),
                Arguments.of("user", "pass", new Done("user", Secret.of("pass"))));
    }

    @ParameterizedTest
    @MethodSource("login")
    void loginMessages(String name, String password, SaslStep step) {
        SaslExchange exchange = Mechanisms.ALL.start("LOGIN").orElseThrow();

        assertThat(exchange.first()).isEqualTo(new Challenge("VXNlcm5hbWU6"));
        assertThat(exchange.respond(octets(name))).isEqualTo(new Challenge("UGFzc3dvcmQ6"));
        assertThat(exchange.respond(octets(password))).isEqualTo(step);
    }

    @Test
    void aNameTooLongEndsLoginAtOnce() {
        assertThat(Mechanisms.ALL.start("LOGIN").orElseThrow().respond(octets(LONG + "x")))
                .isEqualTo(new Failed(TOO_LONG));
    }

    @Test
    void theTable() {
        assertThat(Mechanisms.ALL.names()).containsExactly("PLAIN", "LOGIN");
        assertThat(Mechanisms.ALL.namesWithoutPassword()).isEmpty();
        assertThat(Mechanisms.ALL.sendsPassword("Plain")).isTrue();
        assertThat(Mechanisms.ALL.sendsPassword("GSSAPI")).isFalse();
        assertThat(Mechanisms.ALL.start("GSSAPI")).isEmpty();
        assertThat(Mechanisms.ALL.start("PLAIN").orElseThrow().first()).isEqualTo(new Challenge(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A",
                "AA",
                "AAA",
                "=",
                "====",
                "AA=A",
                "A===",
                "AB==",
                "AAB=",
                "AA==AA==",
                "AAAA\r\n",
                " AAAA",
                "AA A",
                "AA-_",
                "\u00E4AAA",
                "*",
                "AA\0="
            })
    void refusesBase64(String line) {
        assertThat(SaslBase64.decode(octets(line))).isEmpty();
    }

    @Test
    void readsBase64() {
        assertThat(SaslBase64.decode("")).contains(new byte[0]);
        assertThat(SaslBase64.decode("AGEAYg==")).contains(octets("\0a\0b"));
        assertThat(SaslBase64.decodeInitial(octets("="))).contains(new byte[0]);
        assertThat(SaslBase64.decodeInitial(octets("AGEAYg=="))).contains(octets("\0a\0b"));
        assertThat(SaslBase64.decodeInitial(octets("=="))).isEmpty();
    }

    @Test
    void noMessageMakesAnExchangeThrow() {
        long seed = 3;
        Random random = new Random(seed);
        for (int row = 0; row < 20_000; row++) {
            byte[] message = new byte[random.nextInt(12)];
            random.nextBytes(message);
            for (int i = 0; i < message.length; i++) {
                message[i] = random.nextInt(3) == 0 ? 0 : message[i];
            }
            for (String name : Mechanisms.ALL.names()) {
                SaslExchange exchange = Mechanisms.ALL.start(name).orElseThrow();
                assertThat(exchange.respond(message))
                        .as("seed %d row %d", seed, row)
                        .isNotNull();
                assertThat(exchange.respond(message))
                        .as("seed %d row %d", seed, row)
                        .isNotNull();
            }
            byte[] encoded = Base64.getEncoder().encode(message);
            assertThat(SaslBase64.decode(encoded))
                    .hasValueSatisfying(
                            m -> assertThat(Arrays.equals(m, message)).isTrue());
        }
    }

    private static byte[] octets(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }
}
