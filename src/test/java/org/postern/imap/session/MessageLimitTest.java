package org.postern.imap.session;

import java.time.InstantSource;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.postern.auth.PlaintextPolicy;
import org.postern.imap.ImapDriver;
import org.postern.imap.ImapWorld;
import org.postern.imap.state.ImapLimits;
import org.postern.imap.state.MessageLimit;
import org.postern.store.memory.MemoryStore;

/** What is left of commands when they may process two messages (RFC 9738). */
final class MessageLimitTest {
    private static ImapDriver five(MessageLimit limit) {
        return five(world(limit), "IMAP4rev2");
    }

    private static ImapWorld world(MessageLimit limit) {
        return new ImapWorld(
                new MemoryStore(InstantSource.fixed(ImapWorld.NOW)),
                ImapLimits.DEFAULT.withMessages(limit),
                PlaintextPolicy.ALWAYS);
    }

    /** A session with five messages, the UIDs of which are their numbers. */
    private static ImapDriver five(ImapWorld world, String enabled) {
        ImapDriver driver = world.login();
        for (int i = 0; i < 5; i++) {
            driver.expect("C: x APPEND INBOX {1+}\nC: m\nS: x OK [APPENDUID ...\n");
        }
        driver.send("x ENABLE " + enabled + "\r\nx SELECT INBOX\r\n");
        return driver;
    }

    private final ImapDriver two = five(new MessageLimit(OptionalLong.of(2), OptionalLong.empty()));

    @Test
    void fetchBeginsWithTheHighest() {
        two.expect("""
                C: 1 FETCH 1:* UID
                S: * 5 FETCH (UID 5)
                S: * 4 FETCH (UID 4)
                S: 1 OK [MESSAGELIMIT 2 4] Fetch completed, but not for all of the messages
                C: 2 UID FETCH 1:3 (FLAGS)
                S: * 3 FETCH (UID 3 FLAGS ())
                S: * 2 FETCH (UID 2 FLAGS ())
                S: 2 OK [MESSAGELIMIT 2 2] ...
                C: 3 UID FETCH 1:2 UID
                S: * 1 FETCH (UID 1)
                S: * 2 FETCH (UID 2)
                S: 3 OK Fetch completed
                C: 4 UID FETCH 5,7:99 UID
                S: * 5 FETCH (UID 5)
                S: 4 OK Fetch completed
                """);
    }

    @Test
    void storeChangesTheHighest() {
        two.expect("""
                C: 1 STORE 1:4 +FLAGS (\\Seen)
                S: * 3 FETCH (FLAGS (\\Seen))
                S: * 4 FETCH (FLAGS (\\Seen))
                S: 1 OK [MESSAGELIMIT 2 3] Store completed, but not for all of the messages
                C: 2 UID STORE 1:* (UNCHANGEDSINCE 1) +FLAGS.SILENT (\\Seen)
                S: * OK [HIGHESTMODSEQ ...
                S: * NO [MESSAGELIMIT 2 4] Not all of the messages were processed
                S: * 4 FETCH (UID 4 FLAGS (\\Seen) MODSEQ ...
                S: * 5 FETCH (UID 5 FLAGS () MODSEQ ...
                S: 2 OK [MODIFIED 4:5] Some of the messages have changed
                """);
    }

    @Test
    void searchLooksAtTheHighest() {
        two.expect("""
                C: 1 STORE 2,4 +FLAGS.SILENT (\\Seen)
                S: 1 OK Store completed
                C: 2 SEARCH RETURN (COUNT ALL) UNSEEN
                S: * ESEARCH (TAG "2") COUNT 1 ALL 5
                S: 2 OK [MESSAGELIMIT 2 4] Search completed, but not for all of the messages
                C: 3 UID SEARCH RETURN (MIN) UID 1:3 UNSEEN
                S: * ESEARCH (TAG "3") UID MIN 3
                S: 3 OK [MESSAGELIMIT 2 2] ...
                C: 4 UID SEARCH UIDBEFORE 3 UNSEEN
                S: * ESEARCH (TAG "4") UID ALL 1
                S: 4 OK Search completed
                C: 5 SEARCH RETURN (SAVE) ALL
                S: 5 OK [MESSAGELIMIT 2 4] ...
                C: 6 FETCH $ UID
                S: * 4 FETCH (UID 4)
                S: * 5 FETCH (UID 5)
                S: 6 OK Fetch completed
                C: 7 SEARCH 1:2
                S: * ESEARCH (TAG "7") ALL 1:2
                S: 7 OK Search completed
                """);
    }

    @Test
    void orderingNeedsAll() {
        two.expect("""
                C: 1 SORT (ARRIVAL) UTF-8 ALL
                S: 1 NO [MESSAGELIMIT 2] Too many messages to put in order
                C: 2 UID SORT (ARRIVAL) UTF-8 UID 2:3
                S: * SORT 2 3
                S: 2 OK ...
                C: 3 THREAD REFERENCES UTF-8 ALL
                S: 3 NO [MESSAGELIMIT 2] Too many messages to put in order
                C: 4 UID FETCH 1:* (UID) (PARTIAL -1:-3)
                S: 4 NO [MESSAGELIMIT 2] Too many messages at a time
                C: 5 UID FETCH 1:* (UID) (PARTIAL -1:-2)
                S: * 4 FETCH (UID 4)
                S: * 5 FETCH (UID 5)
                S: 5 OK Fetch completed
                """);
    }

    @Test
    void copyIsAllOrNothing() {
        two.expect("""
                C: 1 COPY 1:3 Sent
                S: 1 NO [MESSAGELIMIT 2 2] Too many messages to copy, try fewer
                C: 2 UID COPY 1:* Sent
                S: 2 NO [MESSAGELIMIT 2 4] ...
                C: 3 UID COPY 1:2 Sent
                S: 3 OK [COPYUID ...
                """);
    }

    @Test
    void appendIsAllOrNothing() {
        two.expect("""
                C: 1 APPEND INBOX {1+}
                C: a {1+}
                C: b {1+}
                C: c
                S: 1 NO [MESSAGELIMIT 2] Too many messages to append, try fewer
                C: 2 NOOP
                S: 2 OK Noop completed
                """);
    }

    @Test
    void moveMovesTheHighest() {
        two.expect("""
                C: 1 UID MOVE 1:3 Sent
                S: * OK [COPYUID ...
                S: * 3 EXPUNGE
                S: * 2 EXPUNGE
                S: 1 OK [MESSAGELIMIT 2 2] Move completed, but not for all of the messages
                C: 2 MOVE 1:2 Sent
                S: * OK [COPYUID ...
                S: * 2 EXPUNGE
                S: * 1 EXPUNGE
                S: 2 OK Move completed
                """);
    }

    @Test
    void uidExpungeCountsWhatIsDeletedAndExpungeDoesNot() {
        two.send("x STORE 1:2 +FLAGS.SILENT (\\Deleted)\r\nx STORE 4:5 +FLAGS.SILENT (\\Deleted)\r\n");
        two.expect("""
                C: 1 UID EXPUNGE 1:4
                S: * 4 EXPUNGE
                S: * 2 EXPUNGE
                S: 1 OK [MESSAGELIMIT 2 2] Expunge completed, but not for all of the messages
                C: 2 UID EXPUNGE 1:*
                S: * 3 EXPUNGE
                S: * 1 EXPUNGE
                S: 2 OK Expunge completed
                """);
        ImapDriver all = five(new MessageLimit(OptionalLong.of(2), OptionalLong.empty()));
        all.send("x STORE 1:2 +FLAGS.SILENT (\\Deleted)\r\nx STORE 4:5 +FLAGS.SILENT (\\Deleted)\r\n");
        all.expect("""
                C: 1 EXPUNGE
                S: * 5 EXPUNGE
                S: * 4 EXPUNGE
                S: * 2 EXPUNGE
                S: * 1 EXPUNGE
                S: 1 OK Expunge completed
                """);
    }

    @Test
    void theLimitIsToldBeforeACodeThatIsToldAnyhow() {
        ImapWorld world = world(new MessageLimit(OptionalLong.of(2), OptionalLong.empty()));
        ImapDriver a = five(world, "IMAP4rev2 QRESYNC");
        a.expect("""
                C: 1 UID MOVE 3:5 Sent
                S: * OK [COPYUID ...
                S: * NO [MESSAGELIMIT 2 4] ...
                S: * VANISHED 4:5
                S: 1 OK [HIGHESTMODSEQ ...
                """);
        ImapDriver b = world.login();
        b.send("x SELECT INBOX\r\n");
        b.send("x STORE 2:3 +FLAGS.SILENT (\\Deleted)\r\nx EXPUNGE\r\n");
        a.expect("""
                C: 2 FETCH 1:3 (FLAGS)
                S: * OK [HIGHESTMODSEQ ...
                S: * NO [MESSAGELIMIT 2 2] Not all of the messages were processed
                S: * OK [HIGHESTMODSEQ ...
                S: 2 NO [EXPUNGEISSUED] Some of the messages no longer exist
                """);
    }

    @Test
    void withASaveLimitOnlyCopyIsLimited() {
        ImapDriver saving = five(new MessageLimit(OptionalLong.empty(), OptionalLong.of(2)));
        saving.expect("""
                C: 1 COPY 1:3 Sent
                S: 1 NO [MESSAGELIMIT 2 2] ...
                C: 2 COPY 1:2 Sent
                S: 2 OK [COPYUID ...
                C: 3 UID SEARCH RETURN (COUNT) ALL
                S: * ESEARCH (TAG "3") UID COUNT 5
                S: 3 OK Search completed
                C: 4 MOVE 1:* Sent
                S: * OK [COPYUID ...
                S: * 5 EXPUNGE
                S: * 4 EXPUNGE
                S: * 3 EXPUNGE
                S: * 2 EXPUNGE
                S: * 1 EXPUNGE
                S: 4 OK Move completed
                """);
    }
}
