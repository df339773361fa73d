package org.postern.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postern.imap.ImapDriver;
import org.postern.imap.ImapWorld;

/** What a client that has used NOTIFY is told between its commands. */
final class NotifyTest {
    private final ImapWorld world = new ImapWorld();
    private final ImapDriver a = world.login();
    private final ImapDriver b = world.login();

    @BeforeEach
    void threeMessages() {
        for (int i = 0; i < 3; i++) {
            append("INBOX");
        }
        b.send("x SELECT INBOX\r\n");
    }

    private void append(String mailbox) {
        assertThat(b.send("x APPEND " + mailbox + " {1+}\r\nm\r\n")).contains("x OK");
    }

    @Test
    void nothingIsToldUnlessAskedFor() {
        a.send("x SELECT INBOX\r\n");
        append("INBOX");
        assertThat(a.wakeUp()).isEmpty();
    }

    @Test
    void aBurstIsToldOnce() {
        a.expect("C: 1 NOTIFY SET (personal (MessageNew MessageExpunge))\nS: 1 OK Notify completed\n");
        for (int i = 0; i < 20; i++) {
            append("Sent");
            append("Drafts");
        }
        assertThat(a.wakeUp().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("* STATUS Sent (MESSAGES 20 UIDNEXT 21 UIDVALIDITY "),
                        line -> assertThat(line).startsWith("* STATUS Drafts (MESSAGES 20 UIDNEXT 21 UIDVALIDITY "));
        assertThat(a.isWoken()).isFalse();
    }

    @Test
    void tooMuchTurnsItOff() {
        a.expect("""
                C: 1 SELECT INBOX
                S: * FLAGS ...
                S: * OK [PERMANENTFLAGS ...
                S: * 3 EXISTS
                S: * ...
                S: * OK [UNSEEN ...
                S: * OK [UIDVALIDITY ...
                S: * OK [UIDNEXT ...
                S: * OK [HIGHESTMODSEQ ...
                S: * OK [MAILBOXID ...
                S: 1 OK ...
                C: 2 NOTIFY SET (selected (MessageNew MessageExpunge)) (personal (SubscriptionChange))
                S: 2 OK Notify completed
                """);
        for (int i = 0; i <= 1000; i++) {
            b.send("x SUBSCRIBE m" + i + "\r\n");
        }
        assertThat(a.wakeUp()).isEqualTo("* OK [NOTIFICATIONOVERFLOW] Too much has happened, NOTIFY is off\r\n");
        b.send("x SUBSCRIBE more\r\n");
        append("INBOX");
        assertThat(a.wakeUp()).isEmpty();
        a.expect("C: 3 NOOP\nS: 3 OK Noop completed\n");
    }

    @Test
    void whatACommandWithheldIsToldRightAfterIt() {
        a.send("x SELECT INBOX\r\n");
        a.expect("C: 1 NOTIFY SET (selected (MessageNew MessageExpunge))\nS: 1 OK Notify completed\n");
        b.send("x STORE 2 +FLAGS.SILENT (\\Deleted)\r\nx EXPUNGE\r\n");
        a.expect("C: 2 FETCH 3 UID\nS: * 3 FETCH (UID 3)\nS: 2 OK Fetch completed\nS: * 2 EXPUNGE\n");
    }

    @Test
    void aMessageOnItsWayIsNotInterrupted() {
        a.send("x SELECT INBOX\r\n");
        a.expect("C: 1 NOTIFY SET (selected (MessageNew MessageExpunge))\nS: 1 OK Notify completed\n");
        assertThat(a.send("2 APPEND Sent {10}\r\n")).startsWith("+ ");
        append("INBOX");
        assertThat(a.wakeUp()).isEmpty();
        assertThat(a.send("0123456789\r\n").lines())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("* 4 EXISTS"),
                        line -> assertThat(line).endsWith(" RECENT"),
                        line -> assertThat(line).startsWith("2 OK [APPENDUID "));
    }

    @Test
    void arrivalsAreToldAsAskedExceptOnesOwn() {
        a.send("x SELECT INBOX\r\n");
        a.expect("""
                C: 1 NOTIFY SET (selected (MessageNew (MODSEQ UID) MessageExpunge))
                S: * OK [HIGHESTMODSEQ 4] Highest mod-sequence
                S: 1 OK Notify completed
                C: 2 COPY 1 INBOX
                S: * 4 EXISTS
                S: ...
                S: 2 OK [COPYUID ...
                """);
        append("INBOX");
        append("INBOX");
        assertThat(a.wakeUp().lines())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("* 6 EXISTS"),
                        line -> assertThat(line).endsWith(" RECENT"),
                        line -> assertThat(line).isEqualTo("* 5 FETCH (MODSEQ (6) UID 5)"),
                        line -> assertThat(line).isEqualTo("* 6 FETCH (MODSEQ (7) UID 6)"));
    }

    @Test
    void withUidOnlyThereAreNoNumbers() {
        a.send("x ENABLE UIDONLY IMAP4rev2\r\nx SELECT INBOX\r\n");
        a.expect("""
                C: 1 NOTIFY SET (selected (MessageNew (FLAGS) MessageExpunge FlagChange))
                S: 1 OK Notify completed
                """);
        b.send("x STORE 2 +FLAGS (\\Deleted)\r\nx EXPUNGE\r\n");
        append("INBOX");
        assertThat(a.wakeUp()).isEqualTo("* VANISHED 2\r\n* 3 EXISTS\r\n* 4 UIDFETCH (FLAGS ())\r\n");
        b.send("x STORE 1 +FLAGS (\\Seen)\r\n");
        assertThat(a.wakeUp()).isEqualTo("* 1 UIDFETCH (FLAGS (\\Seen))\r\n");
    }

    @Test
    void withModSequencesStatusTellsThem() {
        a.send("x ENABLE CONDSTORE\r\n");
        a.expect("C: 1 NOTIFY SET (personal (MessageNew MessageExpunge FlagChange))\nS: 1 OK Notify completed\n");
        b.send("x STORE 2 +FLAGS (\\Seen)\r\n");
        assertThat(a.wakeUp()).startsWith("* STATUS INBOX (UIDVALIDITY ").endsWith(" UNSEEN 2 HIGHESTMODSEQ 5)\r\n");
    }

    @Test
    void aMailboxMadeAnewHasAnotherUidValidity() {
        b.send("x CREATE Again\r\n");
        a.expect(
                "C: 1 NOTIFY SET (mailboxes Again (MessageNew MessageExpunge FlagChange))\nS: 1 OK Notify completed\n");
        b.send("x DELETE Again\r\n");
        assertThat(a.wakeUp()).isEmpty();
        b.send("x CREATE Again\r\n");
        assertThat(a.wakeUp()).startsWith("* STATUS Again (UIDVALIDITY ").endsWith(" UNSEEN 0)\r\n");
    }
}
