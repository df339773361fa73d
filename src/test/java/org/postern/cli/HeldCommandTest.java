package org.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.boot.Server;
import org.postern.store.Account;
import org.postern.store.MailboxName;
import org.postern.store.StoreException;
import org.postern.store.UidSet;
import org.postern.store.UserName;

/** {@code postern mailbox expunged} and {@code restore}, asked of a running server and of none. */
final class HeldCommandTest extends CommandTest {
    private static final String ALICE = "alice@localhost";
    private static final Clock NOW = Clock.systemUTC();

    /** Three days ago one message was expunged from the INBOX, an hour ago another, and a mailbox was deleted. */
    @BeforeEach
    void expunge() throws Exception {
        addUser(ALICE);
        deliver("old");
        try (Server server = server(Clock.offset(NOW, Duration.ofDays(-3)))) {
            account(server).open(MailboxName.INBOX).expunge(UidSet.ALL);
        }
        deliver("new");
        deliver("work");
        try (Server server = server(Clock.offset(NOW, Duration.ofHours(-1)))) {
            account(server).create(new MailboxName("Work"), Optional.empty());
            var inbox = account(server).open(MailboxName.INBOX);
            inbox.move(UidSet.of(inbox.refresh().uid(1)), account(server).open(new MailboxName("Work")));
            inbox.expunge(UidSet.ALL);
            account(server).delete(new MailboxName("Work"));
        }
    }

    private void deliver(String id) {
        String text = "Message-ID: <" + id + "@example.org>\nFrom: b@example.org\nSubject: " + id + "\n\nhi\n";
        assertThat(run(text, "deliver", "-r", ALICE)).isZero();
    }

    private static Account account(Server server) throws StoreException {
        return server.core().store().open(UserName.of(ALICE));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsHeldIsListedAndChosen(Served served) throws Exception {
        with(served, () -> {
            assertThat(run("", "mailbox", "expunged", ALICE)).isZero();
            assertThat(out().lines()).hasSize(4);
            assertThat(out())
                    .startsWith("mailbox  expunged")
                    .contains("<old@example.org>", "<new@example.org>", "<work@example.org>");
            assertThat(out().indexOf("<old@")).isLessThan(out().indexOf("<new@"));

            assertThat(run("", "mailbox", "expunged", "alice@localhost", "--folder", "Work", "--json"))
                    .isZero();
            assertThat(out())
                    .startsWith("[{\"mailbox\":\"Work\",\"expunged\":\"20")
                    .endsWith("\"from\":\"b@example.org\",\"subject\":\"work\","
                            + "\"message-id\":\"<work@example.org>\"}]\n");
            assertThat(run("", "mailbox", "expunged", ALICE, "--since", "2d", "--json"))
                    .isZero();
            assertThat(out()).contains("new@", "work@").doesNotContain("old@");
            assertThat(run("", "mailbox", "expunged", ALICE, "--message-id", "old@example.org", "--json"))
                    .isZero();
            assertThat(out()).contains("old@").doesNotContain("new@", "work@");
            assertThat(run("", "mailbox", "expunged", ALICE, "--folder", "Nowhere", "--json"))
                    .isZero();
            assertThat(out()).isEqualTo("[]\n");
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatIsChosenComesBackOnce(Served served) throws Exception {
        with(served, () -> {
            assertThat(run("", "mailbox", "restore", ALICE, "--message-id", "<old@example.org>"))
                    .isZero();
            assertThat(out()).contains("INBOX");
            assertThat(run("", "mailbox", "restore", ALICE, "--folder", "Work", "--since", "2d", "--json"))
                    .isZero();
            assertThat(out()).contains("\"mailbox\":\"Work\",\"messages\":1,");
            assertThat(run("", "mailbox", "restore", ALICE, "--folder", "Nowhere"))
                    .isZero();
            assertThat(run("", "mailbox", "restore", ALICE)).isZero();
            assertThat(run("", "mailbox", "restore", ALICE)).isZero();
            assertThat(run("", "mailbox", "expunged", ALICE, "--json")).isZero();
            assertThat(out()).isEqualTo("[]\n");
            assertThat(run("", "mailbox", "status", ALICE, "INBOX", "--json")).isZero();
            assertThat(out()).contains("\"messages\":2");
            assertThat(run("", "mailbox", "status", ALICE, "Work", "--json")).isZero();
            assertThat(out()).contains("\"messages\":1");
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrongIsSaid(Served served) throws Exception {
        with(served, () -> {
            for (String command : List.of("expunged", "restore")) {
                assertThat(run("", "mailbox", command, "nobody@localhost")).isEqualTo(1);
                assertThat(err()).isEqualTo("there is no user nobody@localhost\n");
                assertThat(run("", "mailbox", command, ALICE, "--since", "soon"))
                        .isEqualTo(2);
                assertThat(err()).contains("not a duration: 'soon'").doesNotContain("Exception");
                assertThat(run("", "mailbox", command, ALICE, "--folder", "a//b"))
                        .isEqualTo(2);
                assertThat(err()).startsWith("no mailbox can have that name").doesNotContain("Exception", "\tat ");
                assertThat(run("", "mailbox", command)).isEqualTo(2);
            }
        });
    }

    @Test
    void nothingHeldIsNoError() {
        addUser("bob@localhost");
        assertThat(run("", "mailbox", "restore", "bob@localhost")).isZero();
        assertThat(run("", "mailbox", "expunged", "bob@localhost", "--json")).isZero();
        assertThat(out()).isEqualTo("[]\n");
    }
}
