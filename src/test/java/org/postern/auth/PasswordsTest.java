package org.postern.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.ProcessorTime;
import org.postern.auth.Passwords.Match;

class PasswordsTest {
    private static final Secret PASSWORD = Secret.of("Grün & 7 Äpfel");

    private static final Set<String> UNSALTED =
            Set.of("PLAIN", "CLEAR", "CLEARTEXT", "SHA", "SHA1", "SHA256", "SHA512", "PLAIN-MD5", "LDAP-MD5");

    private final Passwords passwords = new Passwords(new SecureRandom());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "{}x",
                "{NTLM}x",
                "{ARGON2ID}",
                "{ARGON2ID}$argon2id$v=19$m=65536",
                "{ARGON2ID}$argon2id$v=19$m=65536,t=3,p=1$!!$??",
                "{ARGON2ID}$argon2id$v=19$m=2147483647,t=3,p=1$S0YvtZSAsBYNN6Ku6vgjKg$ap+krh1gfrh1fJCoWhTyogUE3bJC8b",
                "{BLF-CRYPT}$2y$",
                "{BLF-CRYPT}$2y$05$zz",
                "{SHA512-CRYPT}$6$",
                "{SHA512-CRYPT}$1$9Fb8.NRM$Zn60FAugV3vKwYZu21lTo.",
                "{CRYPT}abiQ6Ep3EYTHc",
                "{CRYPT}$y$j9T$x",
                "{SCRAM-SHA-256}4096,x",
                "{SCRAM-SHA-256}0,gIcaKvZco/KYz17wPCBaFA==,AAAA,AAAA",
                "{SCRAM-SHA-256}99999999,gIcaKvZco/KYz17wPCBaFA==,AAAA,AAAA",
                "{PLAIN.B64}!!!!",
                "{PLAIN.HEX}4",
                "{SSHA}PcoIHxhUptvsl48mfbCyv35Tfsw=",
                "{SSHA}",
                "{SHA}PcoIHxhUptvsl48mfbCyv35Tfg==",
                "{SHA256}!!",
                "{PLAIN-MD5}Sx84WjGN4FIl+Unxp6YF8g==",
                "{PBKDF2}$1$$5000$7719d27c830848a9af451473ede1eda1d7c090ac",
                "{PBKDF2}$1$x$0$7719d27c830848a9af451473ede1eda1d7c090ac",
                "{PBKDF2}$1$x$5000$7719",
                "{SCRAM-SHA-1}4096,x",
            })
    void nobodyLogsInWithAMalformedField(String field) {
        assertThat(passwords.check(PASSWORD, new StoredPassword(field))).isEqualTo(Match.UNUSABLE);
    }

    /** Made by Dovecot 2.3's {@code doveadm pw}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ARGON2ID}$argon2id$v=19$m=65536,t=3,p=1$S0YvtZSAsBYNN6Ku6vgjKg$ap+krh1gfrh1fJCoWhTyogUE3bJC8b+94OEknRhM5jw",
                "{BLF-CRYPT}$2y$05$lyBOS5S4mpSNFpFtM04KP.35qqXoTpsinK.u3jtUc3Z8Gq6bHkISG",
                "{SHA512-CRYPT}$6$we9psIWliqpLKELd$Lu9hK2czE/RunyCUpC0r4Q2yPVrD7QDfvP2G.Fi3Xa.7csJU.EWh1t6khc8CjsxmOT/BF4VAjPc14h/3R8tT51",
                "{SHA256-CRYPT}$5$Sjmv0eAnFshFrmJi$N7r88GCuP3Bi1U6hYeVGxE19CAoSU.opz57Jzedd5B4",
                "{MD5-CRYPT}$1$9Fb8.NRM$Zn60FAugV3vKwYZu21lTo.",
                "{SCRAM-SHA-256}4096,gIcaKvZco/KYz17wPCBaFA==,KtmK06mRxvkF9RiIJNIHcs9y77BPhT3YWLMxm0sz0Lk=,b3fzW+FNuAf+7kcOmmLK+V1LolidQ6yE710I6C2/kPY=",
                "{PLAIN}Grün & 7 Äpfel",
                "{ARGON2I}$argon2i$v=19$m=32768,t=4,p=1$cFzlw+tgYPJGM3UKZ42yRg$2P8wd7Lah12Y7eXctyltR+Rknnpi1bKf0CnGaCCuGYY",
                "{SHA}s8yJw3zaNvnlCFoch5hBQV6lBoM=",
                "{SHA1}s8yJw3zaNvnlCFoch5hBQV6lBoM=",
                "{SHA1.HEX}b3cc89c37cda36f9e5085a1c879841415ea50683",
                "{SHA256}YvknG9/KU1dgnk4tkb7ABSaoHSkp/kb4qqWGPX+XtiU=",
                "{SHA256.HEX}62f9271bdfca5357609e4e2d91bec00526a81d2929fe46f8aaa5863d7f97b625",
                "{SHA512}7bF+zlf0O4fohTj3gJ9asbcXcb8l27RFO3AgeMoThJk3jDDmez02JN9lSlltgWdKEU/06Q2fdiTefhK8k9hosg==",
                "{SSHA}3JlbSm10Z6CHO6K75wxpqe8wkFrqOmwL",
                "{SSHA256}WsJZMXDPvZyQF6OHhTZ16RPpuS1mbcAwQS2eGX89+TsagLFt",
                "{SSHA512}ut/KCpSriapHGQhNhQOhmpNrIjwY1CLqi2DPyBgapZXCr2TOuo7+TQ8LJPao4g5JdbAaAg3O3FYNO4qHdUPYG2AOAOk=",
                "{SSHA512.HEX}0ab31be5a774f8b95b1cf027a20d02eb3adcf286e1297906732f6ff35b43fff3888c8e9b3f3f89a7dd9c5b3cd63f22b8188159abb0de67224e3f264a4bfe9d30b3e02f0a",
                "{SMD5}BnmK9rZ8GjVm9/V1XSOft90PHYU=",
                "{PLAIN-MD5}8bc184cf99c8a479f21cff4b7b776c00",
                "{PLAIN-MD5.B64}i8GEz5nIpHnyHP9Le3dsAA==",
                "{LDAP-MD5}i8GEz5nIpHnyHP9Le3dsAA==",
                "{MD5}$1$FwZRh26q$v3gPLgpun1WiBVOoUqODK1",
                "{PBKDF2}$1$gGU9xND0Tzxq932R$5000$f520a54ce7cfd0cb667344543f111260ed678ec7",
                "{SCRAM-SHA-1}4096,Bm2pIn0A01cWTHLkdpfwlA==,MoWUwjXE3+gZIsmhzX/E2leIZo8=,RbCKo2A8wzyiS9M2YJ66L79Yv4Y=",
                "{CLEARTEXT}Grün & 7 Äpfel",
                "{CLEAR}Grün & 7 Äpfel",
                "{CRYPT}$2y$05$t7OpBjdxTVqeeRp4rNqRw.UgCV/ivA/1VD18pqxJ0qTscUiL2xtNK",
                "$2y$05$t7OpBjdxTVqeeRp4rNqRw.UgCV/ivA/1VD18pqxJ0qTscUiL2xtNK",
                "{SHA512-CRYPT.B64}JDYkOXdVcTdFY0hPWWRPeE8ySiRTQUhGbkgzSFRZN3gxcmxpamp3QjkuVGVDT09CS2tpaVNxMURXM002ajMzNUxhT1UySEpoRFlMT1BaQnRuNW5VekxNTElIT0ZOcFF4LnlNbjlSZjNjMQ==",
            })
    void readsWhatDovecotWrote(String field) {
        StoredPassword stored = new StoredPassword(field);

        assertThat(passwords.check(PASSWORD, stored)).isEqualTo(Match.YES);
        assertThat(passwords.check(Secret.of("Grün & 7 Apfel"), stored)).isEqualTo(Match.NO);
        assertThat(passwords.check(Secret.of(""), stored)).isEqualTo(Match.NO);
        assertThat(passwords.check(PASSWORD, stored))
                .as("twice, with the same object")
                .isEqualTo(Match.YES);
    }

    static List<String> schemes() {
        return Passwords.schemes();
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void readsWhatItWrites(String scheme) {
        Optional<StoredPassword> stored = passwords.hash(PASSWORD, scheme);
        Optional<StoredPassword> again = passwords.hash(PASSWORD, scheme);

        assertThat(stored).hasValueSatisfying(field -> {
            assertThat(field.field()).doesNotContain(":", " ").startsWith("{");
            assertThat(passwords.check(PASSWORD, field)).isEqualTo(Match.YES);
            assertThat(passwords.check(Secret.of("x"), field)).isEqualTo(Match.NO);
        });
        if (!UNSALTED.contains(scheme)) {
            assertThat(again).as("salted").isNotEqualTo(stored);
        }
    }

    @Test
    void encodedValuesAreDecoded() {
        assertThat(passwords.check(Secret.of("w:x"), new StoredPassword("{plain.b64}dzp4")))
                .isEqualTo(Match.YES);
        assertThat(passwords.check(Secret.of("w:x"), new StoredPassword("{PLAIN.HEX}773a78")))
                .isEqualTo(Match.YES);
    }

    @Test
    void theDefaultIsArgon2idOf19Mebibytes() {
        assertThat(passwords.hash(PASSWORD).field()).startsWith("{ARGON2ID}$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(passwords.hash(PASSWORD, "ROT13")).isEmpty();
    }

    @Test
    void nobodysPasswordIsNeverRightAndTakesItsTime() throws Exception {
        StoredPassword other = passwords.hash(Secret.of("other"));

        assertThat(passwords.checkNobody(PASSWORD)).isEqualTo(Match.NO);
        assertThat(shortest(() -> passwords.checkNobody(PASSWORD)))
                .isGreaterThan(shortest(() -> passwords.check(PASSWORD, other)) / 10);
    }

    @Test
    void theGateAdmitsWhatFitsAndGivesUpOnTheRest() throws Exception {
        MemoryGate gate = new MemoryGate(10, Duration.ofMillis(20));
        CountDownLatch inside = new CountDownLatch(2);
        CountDownLatch leave = new CountDownLatch(1);
        Runnable stay = () -> assertThat(gate.with(5, () -> {
                    inside.countDown();
                    return await(leave);
                }))
                .contains(true);
        CompletableFuture<Void> one = CompletableFuture.runAsync(stay);
        CompletableFuture<Void> two = CompletableFuture.runAsync(stay);
        assertThat(await(inside)).isTrue();

        assertThat(gate.with(1, () -> true)).isEmpty();
        assertThat(gate.with(0, () -> true)).contains(true);

        leave.countDown();
        CompletableFuture.allOf(one, two).get(60, TimeUnit.SECONDS);
        assertThat(gate.with(1000, () -> true)).as("too large for it: alone").contains(true);
    }

    @Test
    void aBusyMachineDoesNotSayNo() {
        MemoryGate gate = new MemoryGate(30, Duration.ofMillis(1));
        Passwords busy = new Passwords(new SecureRandom(), gate);
        StoredPassword slow = busy.hash(PASSWORD);
        StoredPassword cheap = new StoredPassword("{PLAIN}x");

        assertThat(gate.with(20, () -> busy.check(PASSWORD, slow))).contains(Match.BUSY);
        assertThat(gate.with(20, () -> busy.checkNobody(PASSWORD))).contains(Match.BUSY);
        assertThat(gate.with(20, () -> busy.check(Secret.of("x"), cheap))).contains(Match.YES);
        assertThat(busy.check(PASSWORD, slow)).isEqualTo(Match.YES);
    }

    @Test
    void aHashThatNeedsMoreThanThereIsWaitsUntilItIsAlone() {
        Passwords small = new Passwords(new SecureRandom(), 1, Duration.ofMillis(1));

        assertThat(small.check(PASSWORD, small.hash(PASSWORD))).isEqualTo(Match.YES);
    }

    @Test
    void secretsTellNothing() {
        byte[] octets = "geheim".getBytes(StandardCharsets.US_ASCII);
        Secret secret = Secret.of(octets);
        octets[0] = 0;
        secret.octets()[0] = 0;

        assertThat(secret)
                .isEqualTo(Secret.of("geheim"))
                .isNotEqualTo(Secret.of("gehei"))
                .hasToString("(secret)");
        assertThat(new StoredPassword("{PLAIN}geheim")).asString().doesNotContain("geheim");
        assertThat(new SaslStep.Done("me", secret)).asString().doesNotContain("geheim");
    }

    /** Of some runs, or a pause of the machine would count. */
    private static long shortest(Supplier<Match> check) throws Exception {
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            Duration took = ProcessorTime.of(() -> assertThat(check.get()).isEqualTo(Match.NO));
            shortest = Math.min(shortest, took.toNanos());
        }
        return shortest;
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
