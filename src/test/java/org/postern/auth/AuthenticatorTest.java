package org.postern.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postern.ProcessorTime;
import org.postern.auth.AuthOutcome.Accepted;
import org.postern.auth.AuthOutcome.Reason;
import org.postern.auth.AuthOutcome.Rejected;
import org.postern.auth.AuthOutcome.Unavailable;

class AuthenticatorTest {
    private static final MailAddress ALICE = MailAddress.parse("alice@example.org");
    private static final MailAddress BOB = MailAddress.parse("bob@example.org");
    private static final Secret RIGHT = Secret.of("right");
    private static final Secret WRONG = Secret.of("wrong");

    private final SecureRandom random = new SecureRandom();
    private final Passwords passwords = new Passwords(random);
    private final Map<MailAddress, User> users = new HashMap<>();
    private Instant now = Instant.EPOCH;
    private boolean broken;
    private Authenticator authenticator;

    @BeforeEach
    void setUp() {
        put(ALICE, passwords.hash(RIGHT));
        put(BOB, new StoredPassword("{NTLM}0000"));
        UserDirectory directory = new UserDirectory() {
            @Override
            public Optional<User> find(MailAddress address) throws DirectoryException {
                if (broken) {
                    throw new DirectoryException(DirectoryException.Problem.UNAVAILABLE, "the disk is on fire");
                }
                return Optional.ofNullable(users.get(address));
            }

            @Override
            public List<User> all() {
                return List.copyOf(users.values());
            }
        };
        authenticator = new Authenticator(
                directory,
                passwords,
                new VerifiedLogins(random),
                new Throttle(Throttle.Pace.DEFAULT, () -> now),
                Optional.of("example.org"));
    }

    @Test
    void everyWayToFailLooksAlike() throws Exception {
        assertRejected("mallory@example.org", RIGHT, Reason.UNKNOWN_USER);
        assertRejected("alice@example.org", WRONG, Reason.BAD_PASSWORD);
        assertRejected("alice@example.org", Secret.of(""), Reason.BAD_PASSWORD);
        assertRejected("alice@example.org", Secret.of("x".repeat(1025)), Reason.BAD_PASSWORD);
        assertRejected("bob@example.org", RIGHT, Reason.UNUSABLE_HASH);
        assertRejected("", RIGHT, Reason.BAD_NAME);
        assertRejected("../alice@example.org", RIGHT, Reason.BAD_NAME);
        assertRejected("alice@example.org\0", RIGHT, Reason.BAD_NAME);
        assertRejected("%n%s${jndi:x}", RIGHT, Reason.BAD_NAME);
        assertRejected("a".repeat(100_000), RIGHT, Reason.BAD_NAME);
    }

    @Test
    void everyWayToFailCostsAlike() throws Exception {
        login("alice", WRONG); // warms up
        long wrong = time("alice@example.org", WRONG);

        assertThat(time("mallory@example.org", WRONG)).isGreaterThan(wrong / 10);
        assertThat(time("..", WRONG)).isGreaterThan(wrong / 10);
        assertThat(time("bob", WRONG)).isGreaterThan(wrong / 10);
    }

    @Test
    void acceptsInAnyCaseAndWithoutDomain() throws Exception {
        assertThat(login("Alice@Example.ORG", RIGHT)).isEqualTo(new Accepted(ALICE));
        assertThat(login("alice", RIGHT)).isEqualTo(new Accepted(ALICE));
    }

    @Test
    void theSecondLoginIsCheap() throws Exception {
        long slow = time("alice", WRONG);

        assertThat(login("alice", RIGHT)).isEqualTo(new Accepted(ALICE));
        assertThat(time("alice", RIGHT)).isLessThan(slow / 3);
        assertThat(login("alice", WRONG)).isInstanceOf(Rejected.class);
        assertThat(login("alice", RIGHT)).isEqualTo(new Accepted(ALICE));
    }

    @Test
    void aChangeOfThePasswordIsNoticedAtOnce() throws Exception {
        assertThat(login("alice", RIGHT)).isInstanceOf(Accepted.class);

        put(ALICE, passwords.hash(Secret.of("new")));

        assertThat(login("alice", RIGHT)).isInstanceOf(Rejected.class);
        assertThat(login("alice", Secret.of("new"))).isInstanceOf(Accepted.class);
        users.remove(ALICE);
        assertThat(login("alice", Secret.of("new"))).isInstanceOf(Rejected.class);
    }

    @Test
    void whatIsRememberedServesNobodyElse() {
        VerifiedLogins verified = new VerifiedLogins(random);
        StoredPassword same = passwords.hash(RIGHT);
        User alice = new User(ALICE, same, Map.of());
        User bob = new User(BOB, same, Map.of());
        verified.remember(alice, RIGHT);

        assertThat(verified.knows(alice, RIGHT)).isTrue();
        assertThat(verified.knows(alice, WRONG)).isFalse();
        assertThat(verified.knows(bob, RIGHT)).isFalse();
        assertThat(verified.knows(new User(ALICE, new StoredPassword("{PLAIN}right"), Map.of()), RIGHT))
                .isFalse();
    }

    @Test
    void aBrokenDirectoryIsNoWrongPassword() throws Exception {
        broken = true;

        assertThat(login("alice", RIGHT)).isEqualTo(new Unavailable("the disk is on fire"));
    }

    @Test
    void aBusyMachineIsNoWrongPasswordEither() throws Exception {
        MemoryGate gate = new MemoryGate(30, Duration.ofMillis(1));
        Passwords busy = new Passwords(random, gate);
        UserDirectory nobody = new UserDirectory() {
            @Override
            public Optional<User> find(MailAddress address) {
                return Optional.empty();
            }

            @Override
            public List<User> all() {
                return List.of();
            }
        };
        Authenticator strained = new Authenticator(
                nobody,
                busy,
                new VerifiedLogins(random),
                new Throttle(Throttle.Pace.DEFAULT, () -> now),
                Optional.empty());
        SocketAddress peer = peer("192.0.2.7");

        assertThat(gate.with(20, () -> strained.authenticate("alice@example.org", RIGHT, peer)))
                .containsInstanceOf(Unavailable.class);
        assertThat(strained.authenticate("alice@example.org", RIGHT, peer)).isInstanceOf(Rejected.class);
    }

    @Test
    void failuresWaitLongerAndLongerAndFade() throws Exception {
        Throttle throttle = new Throttle(Throttle.Pace.DEFAULT, () -> now);
        SocketAddress peer = peer("192.0.2.1");

        assertThat(List.of(throttle.failed(peer), throttle.failed(peer), throttle.failed(peer), throttle.failed(peer)))
                .extracting(Duration::toMillis)
                .containsExactly(500L, 1000L, 2000L, 4000L);
        for (int i = 0; i < 1000; i++) {
            assertThat(throttle.failed(peer)).isEqualTo(Duration.ofSeconds(5));
        }
        assertThat(throttle.failed(peer("192.0.2.2"))).isEqualTo(Duration.ofMillis(500));

        now = now.plus(Duration.ofSeconds(30).multipliedBy(1003));
        assertThat(throttle.failed(peer)).isEqualTo(Duration.ofSeconds(1));
        now = now.minus(Duration.ofDays(3)); // the clock steps back
        assertThat(throttle.failed(peer)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void ipv6CountsByPrefixAndLoopbackAsConfigured() throws Exception {
        Throttle throttle = new Throttle(Throttle.Pace.DEFAULT, () -> now);
        assertThat(throttle.failed(peer("2001:db8::1"))).isEqualTo(Duration.ofMillis(500));
        assertThat(throttle.failed(peer("2001:db8::ffff:0:0:1"))).isEqualTo(Duration.ofSeconds(1));
        assertThat(throttle.failed(peer("2001:db8:0:1::1"))).isEqualTo(Duration.ofMillis(500));
        assertThat(throttle.failed(peer("127.0.0.1"))).isEqualTo(Duration.ofMillis(500));
        assertThat(throttle.failed(UnixDomainSocketAddress.of("/x"))).isEqualTo(Duration.ofMillis(500));

        Throttle exempt = new Throttle(
                new Throttle.Pace(
                        Duration.ofMillis(500),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        10,
                        Throttle.Loopback.EXEMPT),
                () -> now);
        assertThat(exempt.failed(peer("::1"))).isZero();
        assertThat(exempt.failed(UnixDomainSocketAddress.of("/x"))).isZero();
        assertThat(exempt.failed(peer("10.0.0.1"))).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void aFloodOfAddressesIsForgotten() throws Exception {
        Throttle throttle = new Throttle(
                new Throttle.Pace(
                        Duration.ofMillis(1), Duration.ofSeconds(1), Duration.ofDays(1), 100, Throttle.Loopback.WAITS),
                () -> now);
        for (int i = 0; i < 10_000; i++) {
            throttle.failed(peer("10." + (i >> 16) + "." + ((i >> 8) & 255) + "." + (i & 255)));
        }
        assertThat(throttle.remembered()).isLessThanOrEqualTo(100);
    }

    @Test
    void passwordsInTheClear() throws Exception {
        assertThat(PlaintextPolicy.ONLY_WITH_TLS.permitsClearFrom(peer("192.0.2.1")))
                .isFalse();
        assertThat(PlaintextPolicy.ONLY_WITH_TLS.permitsClearFrom(InetSocketAddress.createUnresolved("localhost", 1)))
                .isFalse();
        assertThat(PlaintextPolicy.ONLY_WITH_TLS.permitsClearFrom(peer("127.3.2.1")))
                .isTrue();
        assertThat(PlaintextPolicy.ONLY_WITH_TLS.permitsClearFrom(peer("::1"))).isTrue();
        assertThat(PlaintextPolicy.ONLY_WITH_TLS.permitsClearFrom(UnixDomainSocketAddress.of("/x")))
                .isTrue();
        assertThat(PlaintextPolicy.ALWAYS.permitsClearFrom(peer("192.0.2.1"))).isTrue();
    }

    private void assertRejected(String login, Secret password, Reason reason) throws UnknownHostException {
        now = now.plus(Duration.ofDays(1)); // each of them the first failure
        assertThat(login(login, password)).isEqualTo(new Rejected(reason, Duration.ofMillis(500)));
    }

    private long time(String login, Secret password) throws Exception {
        long shortest = Long.MAX_VALUE; // of some, or a pause of the machine would count
        for (int i = 0; i < 4; i++) {
            Duration took =
                    ProcessorTime.of(() -> assertThat(login(login, password)).isNotNull());
            shortest = Math.min(shortest, took.toNanos());
        }
        return shortest;
    }

    private AuthOutcome login(String login, Secret password) throws UnknownHostException {
        return authenticator.authenticate(login, password, peer("192.0.2.7"));
    }

    private void put(MailAddress address, StoredPassword password) {
        users.put(address, new User(address, password, Map.of()));
    }

    private static SocketAddress peer(String address) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(address), 40_000);
    }
}
