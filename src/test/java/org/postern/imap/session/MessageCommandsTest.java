package org.postern.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.postern.auth.PlaintextPolicy;
import org.postern.imap.ImapDriver;
import org.postern.imap.ImapWorld;
import org.postern.imap.state.AppendLimits;
import org.postern.imap.state.ImapLimits;
import org.postern.store.memory.MemoryStore;

/** Conversations about messages. */
final class MessageCommandsTest {
    private final ImapWorld world = new ImapWorld();
    private final ImapDriver alice = world.login();

    /** Puts so many messages into INBOX, then selects it. */
    private void selectWith(int messages) {
        for (int i = 0; i < messages; i++) {
            alice.expect("C: p APPEND INBOX {1+}\nC: m\nS: p OK [APPENDUID ...\n");
        }
        select(messages);
    }

    private void select(int exists) {
        assertThat(alice.send("s SELECT INBOX\r\n"))
                .contains("* " + exists + " EXISTS")
                .contains("s OK [READ-WRITE]");
    }

    @Test
    void append() {
        alice.expect("""
                C: a APPEND nope {5}
                S: a NO [TRYCREATE] No such mailbox
                C: b APPEND nope {9+}
                C: x LOGOUT!
                S: b NO [TRYCREATE] No such mailbox
                C: c APPEND INBOX {99999999999}
                S: c NO [TOOBIG] Message is too large
                C: d APPEND INBOX {0}
                S: d NO [CANNOT] An empty message cannot be stored
                C: e APPEND INBOX hello
                S: e BAD Error in IMAP command at octet 16: literal expected
                C: f APPEND INBOX
                S: f BAD Error in IMAP command at octet 15: space expected
                C: g APPEND INBOX (\\Foo) {3+}
                C: abc
                S: g BAD Error in IMAP command at octet 17: unknown system flag
                C: h APPEND INBOX (\\Seen Work) "01-Feb-1994 21:52:25 +0100" {3+}
                C: abc
                S: h OK [APPENDUID 1795435200 1] Append completed
                C: i APPEND INBOX {3+}
                C: abc ) {3+}
                C: def
                S: i BAD Error in IMAP command at octet 2: literal expected
                C: j APPEND {5}
                S: + OK
                C: INBOX {3}
                S: + OK
                C: abc
                S: j OK [APPENDUID 1795435200 2] Append completed
                C: k APPEND INBOX UTF8 (~{3+}
                C: abc)
                S: k OK [APPENDUID 1795435200 3] Append completed
                C: l APPEND INBOX UTF8 (~{3+}
                C: abc
                S: l BAD Error in IMAP command at octet 1: ")" expected
                C: m APPEND INBOX ~{3+}
                C: abc
                S: m OK [APPENDUID 1795435200 4] Append completed
                C: n STATUS INBOX (MESSAGES)
                S: * STATUS INBOX (MESSAGES 4)
                S: n OK Status completed
                """);
        select(4);
        alice.expect("""
                C: o FETCH 1 (FLAGS INTERNALDATE RFC822.SIZE)
                S: * 1 FETCH (FLAGS (\\Seen Work \\Recent) INTERNALDATE "01-Feb-1994 20:52:25 +0000" RFC822.SIZE 3)
                S: o OK ...
                C: p FETCH 2 INTERNALDATE
                S: * 2 FETCH (INTERNALDATE "23-Nov-2026 12:00:00 +0000")
                S: p OK ...
                """);
    }

    @Test
    void aMessageOfAnySizeAndContentComesWhole() {
        String body = "a\r\nb LOGOUT\r\n{3}\r\n\r\n".repeat(20_000);
        alice.expect("C: a APPEND INBOX {" + body.length() + "}\nS: + OK\n");
        assertThat(alice.send(body + "\r\n")).startsWith("a OK [APPENDUID ");
        select(1);
        assertThat(alice.send("b FETCH 1 BODY.PEEK[]\r\n"))
                .startsWith("* 1 FETCH (BODY[] {" + body.length() + "}\r\n" + body + ")\r\nb OK ");
    }

    @Test
    void manyMessagesAreOneOrNone() {
        alice.expect("""
                C: a APPEND INBOX {3}
                S: + OK
                C: abc (\\Seen) "01-Feb-1994 21:52:25 +0100" {4}
                S: + OK
                C: defg UTF8 (~{5+}
                C: hijkl)
                S: a OK [APPENDUID 1795435200 1:3] Append completed
                C: b APPEND INBOX {3+}
                C: abc {0}
                S: b NO [CANNOT] An empty message cannot be stored
                C: c APPEND INBOX {3+}
                C: abc (\\Foo) {7+}
                C: x LOGOUT
                S: c BAD Error in IMAP command at octet 3: unknown system flag
                C: d APPEND INBOX {3+}
                C: abc (\\Seen)
                S: d BAD Error in IMAP command at octet 9: space expected
                C: e APPEND INBOX {3+}
                C: abc () x
                S: e BAD Error in IMAP command at octet 5: literal expected
                C: f APPEND INBOX {3+}
                C: abc UTF8 (~{3+}
                C: def {3+}
                C: ghi
                S: f BAD Error in IMAP command at octet 1: ")" expected
                C: g STATUS INBOX (MESSAGES UIDNEXT)
                S: * STATUS INBOX (MESSAGES 3 UIDNEXT 4)
                S: g OK Status completed
                """);
    }

    @Test
    void manyMessagesHaveLimits() {
        AppendLimits limits =
                AppendLimits.DEFAULT.withMessage(6).withMessages(2).withTotal(10);
        ImapDriver small = new ImapWorld(
                        new MemoryStore(InstantSource.fixed(ImapWorld.NOW)),
                        ImapLimits.DEFAULT.withAppend(limits),
                        PlaintextPolicy.ONLY_WITH_TLS)
                .login();
        small.expect("""
                C: a APPEND INBOX {6+}
                C: abcdef {5}
                S: a NO [LIMIT] The messages of one command are too large together
                C: b APPEND INBOX {1+}
                C: a {7}
                S: b NO [TOOBIG] Message is too large
                C: c APPEND INBOX {1+}
                C: a {1+}
                C: b {8+}
                C: x LOGOUT {1+}
                C: y
                S: c NO [LIMIT] Too many messages in one command
                C: d APPEND INBOX {6+}
                C: abcdef {4+}
                C: ghij
                S: d OK [APPENDUID 1795435200 1:2] Append completed
                """);
    }

    @Test
    void messagesHaveALimit() {
        ImapDriver small = new ImapWorld(
                        new MemoryStore(InstantSource.fixed(ImapWorld.NOW)),
                        ImapLimits.DEFAULT.withMessage(3),
                        PlaintextPolicy.ONLY_WITH_TLS)
                .login();
        small.expect("""
                C: a APPEND INBOX {4+}
                C: abcd
                S: a NO [TOOBIG] Message is too large
                C: b APPEND INBOX {3+}
                C: abc
                S: b OK [APPENDUID ...
                """);
        assertThat(small.send("c CAPABILITY\r\n")).contains(" APPENDLIMIT=3");
    }

    @Test
    void store() {
        selectWith(3);
        alice.expect("""
                C: a STORE 4 FLAGS ()
                S: a BAD Message sequence number above the number of messages
                C: b STORE 1 FOO ()
                S: b BAD Error in IMAP command at octet 11: FLAGS expected
                C: c STORE 1 FLAGS (\\Foo)
                S: c BAD Error in IMAP command at octet 18: unknown system flag
                C: d STORE 1,3 FLAGS (\\Seen)
                S: * 1 FETCH (FLAGS (\\Seen \\Recent))
                S: * 3 FETCH (FLAGS (\\Seen \\Recent))
                S: d OK Store completed
                C: e STORE 1 +FLAGS \\Deleted
                S: * 1 FETCH (FLAGS (\\Deleted \\Seen \\Recent))
                S: e OK Store completed
                C: f STORE 1:* -FLAGS.SILENT (\\Seen)
                S: f OK Store completed
                C: g UID STORE 2 +flags ($Forwarded)
                S: * FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Forwarded)
                S: * OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Forwarded \\*)] ...
                S: * 2 FETCH (UID 2 FLAGS ($Forwarded \\Recent))
                S: g OK Store completed
                C: h UID STORE 100:200 FLAGS ()
                S: h OK Store completed
                C: i STORE 2 FLAGS.SILENT ($Forwarded)
                S: i OK Store completed
                C: j STORE 2 FLAGS ($forwarded)
                S: * 2 FETCH (FLAGS ($Forwarded \\Recent))
                S: j OK Store completed
                """);
    }

    @Test
    void readOnly() {
        selectWith(1);
        alice.expect("""
                C: a EXAMINE INBOX
                S: * OK [CLOSED] Previous mailbox is closed
                S: * FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)
                S: * OK [PERMANENTFLAGS ()] ...
                S: * 1 EXISTS
                S: * 0 RECENT
                S: * OK [UNSEEN 1] ...
                S: * OK [UIDVALIDITY ...
                S: * OK [UIDNEXT 2] ...
                S: * OK [HIGHESTMODSEQ ...
                S: * OK [MAILBOXID ...
                S: a OK [READ-ONLY] Examine completed
                C: b STORE 1 FLAGS ()
                S: b NO [READ-ONLY] The mailbox is selected read-only
                C: c EXPUNGE
                S: c NO [READ-ONLY] The mailbox is selected read-only
                C: d MOVE 1 Sent
                S: d NO [READ-ONLY] The mailbox is selected read-only
                C: e COPY 1 Sent
                S: e OK [COPYUID ...
                C: f CLOSE
                S: f OK Close completed
                C: g SELECT nope
                S: g NO [NONEXISTENT] No such mailbox
                C: h SELECT INBOX
                S: * FLAGS ...
                S: * OK [PERMANENTFLAGS ...
                S: * 1 EXISTS
                S: * 0 RECENT
                S: * OK [UNSEEN 1] ...
                S: * OK [UIDVALIDITY ...
                S: * OK [UIDNEXT 2] ...
                S: * OK [HIGHESTMODSEQ ...
                S: * OK [MAILBOXID ...
                S: h OK [READ-WRITE] Select completed
                C: i SELECT nope
                S: * OK [CLOSED] Previous mailbox is closed
                S: i NO [NONEXISTENT] No such mailbox
                C: j CHECK
                S: j BAD CHECK is not permitted in this state
                """);
    }

    @Test
    void expunge() {
        selectWith(5);
        alice.expect("""
                C: a EXPUNGE
                S: a OK Expunge completed
                C: b STORE 2,3,5 +FLAGS.SILENT (\\Deleted)
                S: b OK Store completed
                C: c UID EXPUNGE 1:3
                S: * 3 EXPUNGE
                S: * 2 EXPUNGE
                S: c OK Expunge completed
                C: d UID EXPUNGE
                S: d BAD Error in IMAP command at octet 14: number expected
                C: e EXPUNGE
                S: * 3 EXPUNGE
                S: e OK Expunge completed
                C: f STORE 1 +FLAGS.SILENT \\Deleted
                S: f OK Store completed
                C: g UNSELECT
                S: g OK Unselect completed
                C: h STATUS INBOX (MESSAGES)
                S: * STATUS INBOX (MESSAGES 2)
                S: h OK Status completed
                """);
        select(2);
        alice.expect("""
                C: i CLOSE
                S: i OK Close completed
                C: j STATUS INBOX (MESSAGES)
                S: * STATUS INBOX (MESSAGES 1)
                S: j OK Status completed
                """);
    }

    @Test
    void copyAndMove() {
        selectWith(4);
        alice.expect("""
                C: a COPY 1 nope
                S: a NO [TRYCREATE] No such mailbox
                C: b COPY 9 Sent
                S: b BAD Message sequence number above the number of messages
                C: c COPY 1,3 Sent
                S: c OK [COPYUID 1795435202 1,3 1:2] Copy completed
                C: d UID COPY 77 Sent
                S: d OK Nothing to copy
                C: e MOVE 2:3 Trash
                S: * OK [COPYUID ...
                S: * 3 EXPUNGE
                S: * 2 EXPUNGE
                S: e OK Move completed
                C: f UID MOVE 4,99 Trash
                S: * OK [COPYUID ...
                S: * 2 EXPUNGE
                S: f OK Move completed
                C: g UID MOVE 99 Trash
                S: g OK Nothing to move
                C: h MOVE 1 nope
                S: h NO [TRYCREATE] No such mailbox
                C: i COPY 1 INBOX
                S: * 2 EXISTS
                S: * 2 RECENT
                S: i OK [COPYUID 1795435200 1 5] Copy completed
                """.replace("1795435202", uidValidity("Sent")));
    }

    private String uidValidity(String mailbox) {
        String status = world.login().send("x STATUS " + mailbox + " (UIDVALIDITY)\r\n");
        return status.replaceAll("(?s).*UIDVALIDITY (\\d+).*", "$1");
    }

    @Test
    void whatIsWrongIsAnsweredAndNothingElseHappens() {
        selectWith(1);
        alice.expect("""
                C: a
                S: a BAD Error in IMAP command at octet 2: atom expected
                C: a(
                S: * BAD Tag and command expected
                C: +x NOOP
                S: * BAD Tag and command expected
                C: b FOO
                S: b BAD Unknown command
                C: c UID NOOP
                S: c BAD Unknown command
                C: d UID
                S: d BAD Error in IMAP command at octet 6: space expected
                C: e NOOP x
                S: e BAD Error in IMAP command at octet 8: unexpected text after the command
                C: f FETCH
                S: f BAD Error in IMAP command at octet 8: number expected
                C: g noop\s
                S: g OK Noop completed
                C: h LOGIN a b
                S: h BAD LOGIN is not permitted in this state
                C: i CHECK
                S: i OK Check completed
                """);
    }

    @Test
    void pipelinedCommandsAreAnsweredInOrder() {
        selectWith(1);
        alice.expect("""
                C: a NOOP
                C: b STORE 1 +FLAGS (\\Seen)
                C: c FETCH 1 FLAGS
                C: d LOGOUT
                C: e NOOP
                S: a OK Noop completed
                S: * 1 FETCH (FLAGS (\\Seen \\Recent))
                S: b OK Store completed
                S: * 1 FETCH (FLAGS (\\Seen \\Recent))
                S: c OK Fetch completed
                S: * BYE Logging out
                S: d OK Logout completed
                """);
    }
}
