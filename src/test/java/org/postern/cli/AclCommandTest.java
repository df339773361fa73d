package org.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code postern mailbox acl}, and public folders in other commands, asked of a running server and of none. */
final class AclCommandTest extends CommandTest {
    private static final String ALICE = "alice@localhost";
    private static final String BOB = "bob@localhost";

    @BeforeEach
    void users() {
        addUser(ALICE);
        addUser(BOB);
    }

    private void done(String expected, String... args) {
        assertThat(run("", args)).as("%s%s", out(), err()).isZero();
        assertThat(out()).isEqualTo(expected);
    }

    private void refused(int status, String why, String... args) {
        assertThat(run("", args)).isEqualTo(status);
        assertThat(err()).contains(why).doesNotContain("Exception");
    }

    @ParameterizedTest
    @EnumSource
    void rightsAreGivenChangedAndTaken(Served served) throws Exception {
        with(served, () -> {
            done("[]\n", "mailbox", "acl", "list", ALICE, "Sent", "--json");
            done("bob@localhost has lr in Sent\n", "mailbox", "acl", "set", ALICE, "Sent", "bob", "lr");
            done("bob@localhost has lri in Sent\n", "mailbox", "acl", "set", ALICE, "Sent", BOB, "+i");
            done("bob@localhost has li in Sent\n", "mailbox", "acl", "set", "--", ALICE, "Sent", BOB, "-r");
            done("anyone has no rights in Sent\n", "mailbox", "acl", "set", ALICE, "Sent", "anyone", "");
            done(
                    "carol@elsewhere.example has l in Sent; there is no such user\n",
                    "mailbox",
                    "acl",
                    "set",
                    ALICE,
                    "Sent",
                    "carol@elsewhere.example",
                    "l");
            done(
                    "[{\"identifier\":\"bob@localhost\",\"rights\":\"li\"},{\"identifier\":\"anyone\",\"rights\":\"\"},"
                            + "{\"identifier\":\"carol@elsewhere.example\",\"rights\":\"l\"}]\n",
                    "mailbox",
                    "acl",
                    "list",
                    ALICE,
                    "Sent",
                    "--json");
            done("anyone has no entry in Sent\n", "mailbox", "acl", "delete", ALICE, "Sent", "anyone");
            refused(2, "rights are some of", "mailbox", "acl", "set", ALICE, "Sent", BOB, "lq");
            refused(2, "is not an identifier", "mailbox", "acl", "set", ALICE, "Sent", "$group", "l");
            refused(1, "there is no such mailbox", "mailbox", "acl", "list", ALICE, "Nowhere");
            refused(1, "there is no user", "mailbox", "acl", "list", "nobody@localhost", "INBOX");
            refused(2, "a command is missing: list, set, delete", "mailbox", "acl");
        });
    }

    @ParameterizedTest
    @EnumSource
    void publicFoldersAreMailboxesToo(Served served) throws Exception {
        with(served, () -> {
            done("created News\n", "mailbox", "create", "Public/", "News");
            done(
                    "[{\"identifier\":\"anyone\",\"rights\":\"lr\"}]\n",
                    "mailbox",
                    "acl",
                    "list",
                    "Public/",
                    "News",
                    "--json");
            done("bob@localhost has i in News\n", "mailbox", "acl", "set", "Public/", "News", BOB, "i");
            refused(2, "is not an identifier", "mailbox", "acl", "set", "Public/", "News", "bob", "i");
            assertThat(run("", "mailbox", "check", "Public/"))
                    .as("%s%s", out(), err())
                    .isZero();
            assertThat(out()).contains("2 mailboxes, 0 messages: nothing differs");
            assertThat(run("", "mailbox", "check", "Public/", "--repair", "--full"))
                    .isZero();
            assertThat(run("", "maildir", "release", "Public/", "--json"))
                    .as("%s%s", out(), err())
                    .isZero();
            assertThat(out()).contains("\"mailbox\":\"News\",\"messages\":0");
            assertThat(dir.resolve("data/public/.News/dovecot-uidlist")).exists();
            assertThat(run("", "maildir", "adopt", "Public/", "--json"))
                    .as("%s%s", out(), err())
                    .isZero();
            assertThat(out()).isEqualTo("[]\n");
            refused(1, "public folders are taken over where they lie", "maildir", "adopt", "Public/", "/nowhere");
            assertThat(dir.resolve("data/mail/invalid")).doesNotExist();
        });
    }

    @Test
    void whatIsGrantedToAUserGoesWithHim() throws Exception {
        done("bob@localhost has lr in Sent\n", "mailbox", "acl", "set", ALICE, "Sent", BOB, "lr");
        done("-bob@localhost has r in Sent\n", "mailbox", "acl", "set", "--", ALICE, "Sent", "-bob", "r");
        done("created News\n", "mailbox", "create", "Public/", "News");
        done("bob@localhost has i in News\n", "mailbox", "acl", "set", "Public/", "News", BOB, "i");
        assertThat(run("", "user", "remove", BOB, "--keep-mail")).isZero();
        addUser(BOB);
        assertThat(run("", "mailbox", "acl", "list", ALICE, "Sent", "--json")).isZero();
        assertThat(out()).contains(BOB);
        assertThat(run("", "user", "remove", BOB)).isZero();
        done("[]\n", "mailbox", "acl", "list", ALICE, "Sent", "--json");
        done(
                "[{\"identifier\":\"anyone\",\"rights\":\"lr\"}]\n",
                "mailbox",
                "acl",
                "list",
                "Public/",
                "News",
                "--json");
    }
}
