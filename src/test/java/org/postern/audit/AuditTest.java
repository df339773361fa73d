package org.postern.audit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTest {
    private static final Client CLIENT = new Client("imap", "c1", "192.0.2.1");
    private static final Pattern LINE = Pattern.compile(
            "[a-z-]+( [a-z0-9-]+=([A-Za-z0-9@._:/+%<>-]+|\"([^\"\\\\=\\p{Cntrl}]|\\\\[\"\\\\]|\\\\u[0-9a-f]{4})*\"))*");

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Audit audit = new Audit();

    @BeforeEach
    void listen() {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        Logger logger = context.getLogger(Audit.LOGGER);
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
        log.start();
        audit = new Audit(logger);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "bob\r\nlogin-failed service=imap connection=c2 address=198.51.100.7",
                "bob\nx",
                "bob\rx",
                "bob\u2028x",
                "bob\u0085x",
                "bob\" address=198.51.100.7 user=\"eve",
                "bob\\",
                "bob\\\" address=198.51.100.7",
                "bob address=198.51.100.7",
                "a=b",
                "\0\u001b[31m\u007f",
                "\u202egnp.exe",
                "j\u00f6rg",
                "\ud83d\ude00",
                "\ud800",
                "${jndi:ldap://198.51.100.7/x}",
                "%n%d{}",
                "{} {}",
            })
    void nothingFromOutsideLeavesItsValue(String hostile) {
        audit.loginFailed(CLIENT, hostile, hostile, Audit.LoginFailure.UNKNOWN_USER);

        String line = onlyLine();
        assertThat(line)
                .startsWith(
                        "login-failed service=imap connection=c1 address=192.0.2.1 reason=unknown-user mechanism=\"")
                .matches(LINE)
                .matches("[ -~]*");
        assertThat(line.split("address=", -1)).as("one address only").hasSize(2);
    }

    @Test
    void randomTextStaysInItsValueToo() {
        long seed = 5;
        Random random = new Random(seed);
        String alphabet = "ab \"\\=\r\n\0\u00e4\u2028{}%";
        for (int row = 0; row < 2000; row++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            log.list.clear();
            audit.mailboxRenamed(CLIENT, "alice@localhost", text.toString(), text.toString());
            assertThat(onlyLine()).as("seed %d row %d", seed, row).matches(LINE);
        }
    }

    @Test
    void longValuesAreCut() {
        audit.loginFailed(CLIENT, "x".repeat(100_000), "PLAIN", Audit.LoginFailure.BAD_NAME);

        assertThat(onlyLine())
                .endsWith("user=" + "x".repeat(AuditEvent.MAX_VALUE) + "...")
                .hasSizeLessThan(500);
    }

    @Test
    void theVocabulary() {
        audit.connectionOpened(CLIENT);
        audit.connectionRefused(CLIENT, Audit.Refusal.TOO_MANY_FROM_ADDRESS);
        audit.connectionClosed(CLIENT, Audit.End.IDLE);
        audit.tlsFailed(CLIENT, "no cipher");
        audit.loginSucceeded(CLIENT, "alice@localhost", "PLAIN", "TLSv1.3 X");
        audit.loginFailed(CLIENT, "alice", "LOGIN", Audit.LoginFailure.BAD_PASSWORD);
        audit.clientIdentified(CLIENT, "Mail App", "1.0");
        audit.logout(CLIENT, "alice@localhost", new LinkedHashMap<>(Map.of("fetched", 3L)));
        audit.delivered(CLIENT, "q1", new Audit.Placing("alice@localhost", "INBOX", 10));
        audit.introduced(CLIENT, "192.0.2.9", "25", "");
        audit.duplicate(CLIENT, "q1", "alice@localhost");
        audit.forwarded(CLIENT, "q1", "alice@localhost", "alice@example.com");
        audit.deliveryRefused(CLIENT, "q1", "nobody@localhost", "5.1.1");
        audit.bounced("q1", "eve@example.org", "alice@localhost", "5.2.2");
        audit.undelivered("q1", "", "alice@localhost", "5.2.2");
        audit.discarded("q1", "", "alice@localhost");
        audit.expunged(CLIENT, "alice@localhost", "Deleted Items", 2);
        audit.expired("alice@localhost", "INBOX", 3, "pop3.expire");
        audit.mailboxCreated(CLIENT, "alice@localhost", "Work/2026");
        audit.mailboxDeleted(CLIENT, "alice@localhost", "Work");
        audit.accessChanged(CLIENT, "alice@localhost", "Work", "bob lr");
        audit.mailboxRenamed(CLIENT, "alice@localhost", "a", "b");
        audit.quotaExceeded("alice@localhost", 5);
        audit.quotaWarning("alice@localhost", 80);
        audit.quotaReceded("alice@localhost", 95);
        audit.administered("user add", "bob@localhost");
        audit.configReloaded();
        audit.configRefused("postern.toml:1:1: unknown key x");
        audit.serverStarted("1.0");
        audit.serverStopped();

        String from = " service=imap connection=c1 address=192.0.2.1";
        assertThat(lines())
                .containsExactly(
                        "connection-opened" + from,
                        "connection-refused" + from + " reason=too-many-from-address",
                        "connection-closed" + from + " reason=idle",
                        "tls-failed" + from + " detail=\"no cipher\"",
                        "login-succeeded" + from + " user=alice@localhost mechanism=PLAIN tls=\"TLSv1.3 X\"",
                        "login-failed" + from + " reason=bad-password mechanism=LOGIN user=alice",
                        "client-identified" + from + " name=\"Mail App\" version=1.0",
                        "logout" + from + " user=alice@localhost fetched=3",
                        "delivered" + from + " id=q1 size=10 recipient=alice@localhost folder=INBOX",
                        "introduced" + from + " for=192.0.2.9 port=25 user=\"\"",
                        "duplicate" + from + " id=q1 recipient=alice@localhost",
                        "forwarded" + from + " id=q1 recipient=alice@localhost to=alice@example.com",
                        "delivery-refused" + from + " id=q1 code=5.1.1 recipient=nobody@localhost",
                        "bounced id=q1 code=5.2.2 sender=eve@example.org recipient=alice@localhost",
                        "undelivered id=q1 code=5.2.2 sender=\"\" recipient=alice@localhost",
                        "discarded id=q1 sender=\"\" recipient=alice@localhost",
                        "expunged" + from + " user=alice@localhost messages=2 folder=\"Deleted Items\"",
                        "expired user=alice@localhost messages=3 rule=pop3.expire folder=INBOX",
                        "mailbox-created" + from + " user=alice@localhost folder=Work/2026",
                        "mailbox-deleted" + from + " user=alice@localhost folder=Work",
                        "access-changed" + from + " user=alice@localhost folder=Work entry=\"bob lr\"",
                        "mailbox-renamed" + from + " user=alice@localhost folder=a to=b",
                        "quota-exceeded user=alice@localhost size=5",
                        "quota-warning user=alice@localhost percent=80",
                        "quota-receded user=alice@localhost percent=95",
                        "administered command=\"user add\" subject=bob@localhost",
                        "config-reloaded",
                        "config-refused problem=\"postern.toml:1:1: unknown key x\"",
                        "server-started version=1.0",
                        "server-stopped");
        assertThat(lines()).as("an event for every method").hasSize(events().size());
    }

    @Test
    void jsonHasThePairs() throws Exception {
        audit.loginFailed(CLIENT, "eve\n\"x", "PLAIN", Audit.LoginFailure.UNKNOWN_USER);
        JsonEncoder encoder = new JsonEncoder();
        encoder.start();

        JsonNode json = new ObjectMapper().readTree(encoder.encode(log.list.get(0)));
        Map<String, String> pairs = new LinkedHashMap<>();
        json.get("kvpList")
                .forEach(pair -> pair.properties()
                        .forEach(field ->
                                pairs.put(field.getKey(), field.getValue().asText())));

        assertThat(pairs)
                .containsEntry("event", "login-failed")
                .containsEntry("address", "192.0.2.1")
                .containsEntry("user", "eve\n\"x");
    }

    /** The rule that docs/operations.md gives to fail2ban, with its HOST replaced. */
    @Test
    void aBanHitsTheAddressAndNothingThatAClientSays() {
        Pattern filter = Pattern.compile("^login-failed service=\\S+ connection=\\S+ address=(\\S+) reason="
                + "(?:bad-name|unknown-user|bad-password|unusable-hash) ");
        audit.loginFailed(CLIENT, "x address=198.51.100.7 ", "PLAIN", Audit.LoginFailure.UNKNOWN_USER);
        audit.loginFailed(new Client("imap", "c2", "2001:db8::1"), "alice", "PLAIN", Audit.LoginFailure.BAD_PASSWORD);
        audit.loginFailed(CLIENT, "alice", "PLAIN", Audit.LoginFailure.UNAVAILABLE);
        audit.loginSucceeded(CLIENT, "login-failed", "PLAIN", "");

        assertThat(lines().stream().map(filter::matcher).filter(Matcher::find).map(m -> m.group(1)))
                .containsExactly("192.0.2.1", "2001:db8::1");
    }

    private static List<String> events() {
        List<String> names = new ArrayList<>();
        for (Method method : Audit.class.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers())) {
                names.add(method.getName());
            }
        }
        return names;
    }

    private List<String> lines() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private String onlyLine() {
        assertThat(log.list).hasSize(1);
        return lines().get(0);
    }
}
