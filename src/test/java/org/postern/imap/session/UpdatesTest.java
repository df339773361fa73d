package org.postern.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postern.imap.ImapDriver;
import org.postern.imap.ImapWorld;

/** What one session is told of what another does, and when. */
final class UpdatesTest {
    private final ImapWorld world = new ImapWorld();
    private final ImapDriver a = world.login();
    private final ImapDriver b = world.login();

    @BeforeEach
    void threeMessages() {
        for (int i = 0; i < 3; i++) {
            a.expect("C: x APPEND INBOX {1+}\nC: m\nS: x OK [APPENDUID ...\n");
        }
        a.send("x SELECT INBOX\r\n");
        b.send("x SELECT INBOX\r\n");
    }

    @Test
    void flagsAreToldToOthersAndNotToASilentStore() {
        a.expect("C: 1 STORE 2 +FLAGS.SILENT (\\Deleted)\nS: 1 OK Store completed\n");
        b.expect("C: 1 NOOP\nS: * 2 FETCH (FLAGS (\\Deleted))\nS: 1 OK Noop completed\n");
        a.expect("C: 2 NOOP\nS: 2 OK Noop completed\n");
        b.expect("C: 2 NOOP\nS: 2 OK Noop completed\n");
    }

    @Test
    void expungeWaitsUntilNobodyCounts() {
        a.expect("C: 1 STORE 2 +FLAGS.SILENT (\\Deleted)\nS: 1 OK Store completed\n");
        a.expect("C: 2 EXPUNGE\nS: * 2 EXPUNGE\nS: 2 OK Expunge completed\n");
        a.expect("C: 3 APPEND INBOX {1+}\nC: m\nS: * 3 EXISTS\nS: * 3 RECENT\nS: 3 OK [APPENDUID ...\n");
        b.expect("""
                C: 1 STORE 3 +FLAGS (\\Flagged)
                S: * 4 EXISTS
                S: * 0 RECENT
                S: * 3 FETCH (FLAGS (\\Flagged))
                S: 1 OK Store completed
                C: 2 STORE 2 +FLAGS (\\Flagged)
                S: 2 NO [EXPUNGEISSUED] Some of the messages no longer exist
                C: 3 COPY 1:* Sent
                S: 3 NO [EXPUNGEISSUED] Some of the messages no longer exist
                C: 4 MOVE 2 Sent
                S: * 2 EXPUNGE
                S: 4 NO [EXPUNGEISSUED] Some of the messages no longer exist
                C: 5 FETCH 1:* UID
                S: * 1 FETCH (UID 1)
                S: * 2 FETCH (UID 3)
                S: * 3 FETCH (UID 4)
                S: 5 OK ...
                """);
    }

    @Test
    void uidCommandsTellExpunge() {
        a.expect("C: 1 STORE 1 +FLAGS.SILENT (\\Deleted)\nS: 1 OK Store completed\n");
        a.expect("C: 2 EXPUNGE\nS: * 1 EXPUNGE\nS: 2 OK Expunge completed\n");
        b.expect("""
                C: 1 UID FETCH 3 FLAGS
                S: * 3 FETCH (UID 3 FLAGS ())
                S: * 1 EXPUNGE
                S: 1 OK ...
                C: 2 FETCH 2 UID
                S: * 2 FETCH (UID 3)
                S: 2 OK ...
                """);
    }

    @Test
    void badCommandsTellNothingThatRenumbers() {
        a.expect("C: 1 STORE 1 +FLAGS.SILENT (\\Deleted)\nS: 1 OK Store completed\n");
        a.expect("C: 2 EXPUNGE\nS: * 1 EXPUNGE\nS: 2 OK Expunge completed\n");
        b.expect("C: 1 FOO\nS: 1 BAD Unknown command\nC: 2 NOOP\nS: * 1 EXPUNGE\nS: 2 OK Noop completed\n");
    }

    @Test
    void idleTellsAtOnce() {
        b.expect("C: 1 IDLE\nS: + idling\n");
        a.expect("C: 1 STORE 2 +FLAGS.SILENT (\\Deleted)\nS: 1 OK Store completed\n");
        assertThat(b.isWoken()).isTrue();
        assertThat(b.wakeUp()).isEqualTo("* 2 FETCH (FLAGS (\\Deleted))\r\n");
        a.expect("C: 2 APPEND INBOX {1+}\nC: m\nS: * 4 EXISTS\nS: * 4 RECENT\nS: 2 OK [APPENDUID ...\n");
        assertThat(b.wakeUp()).isEqualTo("* 4 EXISTS\r\n* 0 RECENT\r\n");
        a.expect("C: 3 EXPUNGE\nS: * 2 EXPUNGE\nS: 3 OK Expunge completed\n");
        assertThat(b.wakeUp()).isEqualTo("* 2 EXPUNGE\r\n");
        assertThat(b.wakeUp()).isEmpty();
        b.expect("C: done\nS: 1 OK Idle completed\nC: 2 IDLE\nS: + idling\nC: x NOOP\nS: 2 BAD DONE expected\n");
    }

    @Test
    void idleWithoutAMailbox() {
        world.login().expect("C: 1 IDLE\nS: + idling\nC: DONE\nS: 1 OK Idle completed\n");
    }

    @Test
    void nothingIsSaidUnaskedOutsideIdle() {
        a.expect("C: 1 STORE 2 +FLAGS.SILENT (\\Deleted)\nS: 1 OK Store completed\n");
        assertThat(b.wakeUp()).isEmpty();
    }

    @Test
    void aSelectedMailboxThatIsDeletedEndsTheSession() {
        a.expect("C: 1 CREATE x\nS: 1 OK [MAILBOXID ...\n");
        b.send("1 SELECT x\r\n");
        a.expect("C: 2 DELETE x\nS: 2 OK Delete completed\n");
        b.expect("C: 2 NOOP\nS: 2 OK Noop completed\nS: * BYE The selected mailbox was deleted or renamed\n");
        assertThat(b.isClosed()).isTrue();
    }

    @Test
    void aSelectedMailboxThatIsDeletedEndsIdle() {
        a.expect("C: 1 CREATE x\nS: 1 OK [MAILBOXID ...\n");
        b.send("1 SELECT x\r\n");
        b.expect("C: 2 IDLE\nS: + idling\n");
        a.expect("C: 2 DELETE x\nS: 2 OK Delete completed\n");
        assertThat(b.wakeUp()).isEqualTo("* BYE The selected mailbox was deleted or renamed\r\n");
        assertThat(b.isClosed()).isTrue();
    }

    @Test
    void eachMessageIsRecentOnce() {
        ImapDriver c = world.login();
        c.expect("C: 1 APPEND INBOX {1+}\nC: m\nS: 1 OK [APPENDUID ...\n");
        b.expect("C: 1 NOOP\nS: * 4 EXISTS\nS: * 1 RECENT\nS: 1 OK Noop completed\n");
        a.expect("C: 1 NOOP\nS: * 4 EXISTS\nS: * 3 RECENT\nS: 1 OK Noop completed\n");
        b.expect("C: 2 SEARCH RECENT\nS: * SEARCH 4\nS: 2 OK ...\n");
    }
}
