package org.postern.imap.session;

import org.junit.jupiter.api.Test;
import org.postern.imap.ImapDriver;
import org.postern.imap.ImapWorld;

/** Conversations about mailboxes as a whole. */
final class MailboxCommandsTest {
    private final ImapDriver alice = new ImapWorld().login();

    @Test
    void create() {
        alice.expect("""
                C: a CREATE INBOX
                S: a NO [ALREADYEXISTS] Mailbox already exists
                C: b CREATE ""
                S: b NO [CANNOT] Invalid mailbox name: ...
                C: c CREATE "a//b"
                S: c NO [CANNOT] Invalid mailbox name: ...
                C: d CREATE "R&D"
                S: d NO [CANNOT] Invalid mailbox name: mailbox name is not modified UTF-7
                C: e CREATE a%
                S: e BAD Error in IMAP command at octet 11: unexpected text after the command
                C: f CREATE
                S: f BAD Error in IMAP command at octet 9: string or atom expected
                C: g CREATE Work/2026/
                S: g OK [MAILBOXID ...
                C: h CREATE Work/2026
                S: h NO [ALREADYEXISTS] Mailbox already exists
                C: i LIST "" W*
                S: * LIST (\\NonExistent \\Noselect \\HasChildren) "/" Work
                S: * LIST (\\HasNoChildren) "/" Work/2026
                S: i OK List completed
                C: j CREATE Entw&APw-rfe
                S: j OK [MAILBOXID ...
                C: k LIST "" E*
                S: * LIST (\\HasNoChildren) "/" Entw&APw-rfe
                S: k OK List completed
                """);
    }

    @Test
    void createWithASpecialUse() {
        alice.expect("""
                C: a CREATE Old (USE (\\Foo))
                S: a NO [USEATTR] Special use is not supported
                C: b CREATE Old (USE (\\All \\Sent))
                S: b NO [USEATTR] Special use is not supported
                C: c CREATE Old (FOO (\\All))
                S: c BAD Error in IMAP command at octet 15: unknown parameter of CREATE
                C: d CREATE Old (USE (\\Sent))
                S: d NO [USEATTR] Special use is taken or not supported
                C: e CREATE Old (USE (\\Important))
                S: e OK [MAILBOXID ...
                C: f LIST (SPECIAL-USE) "" %
                S: * LIST (\\HasNoChildren \\Archive) "/" Archive
                S: * LIST (\\HasNoChildren \\Drafts) "/" Drafts
                S: * LIST (\\HasNoChildren \\Junk) "/" Junk
                S: * LIST (\\HasNoChildren \\Important) "/" Old
                S: * LIST (\\HasNoChildren \\Sent) "/" Sent
                S: * LIST (\\HasNoChildren \\Trash) "/" Trash
                S: f OK List completed
                """);
    }

    @Test
    void delete() {
        alice.expect("""
                C: a DELETE INBOX
                S: a NO [CANNOT] Not possible on this mailbox
                C: b DELETE nope
                S: b NO [NONEXISTENT] No such mailbox
                C: c CREATE x/y
                S: c OK [MAILBOXID ...
                C: d DELETE x
                S: d NO [HASCHILDREN] It is only a level above other mailboxes
                C: e SELECT x/y
                S: * FLAGS ...
                S: * OK [PERMANENTFLAGS ...
                S: * 0 EXISTS
                S: * 0 RECENT
                S: * OK [UIDVALIDITY ...
                S: * OK [UIDNEXT 1] ...
                S: * OK [HIGHESTMODSEQ ...
                S: * OK [MAILBOXID ...
                S: e OK [READ-WRITE] Select completed
                C: f DELETE x/y
                S: * OK [CLOSED] Selected mailbox is deleted
                S: f OK Delete completed
                C: g EXPUNGE
                S: g BAD EXPUNGE is not permitted in this state
                """);
    }

    @Test
    void rename() {
        alice.expect("""
                C: a CREATE x/y
                S: a OK [MAILBOXID ...
                C: b RENAME nope z
                S: b NO [NONEXISTENT] No such mailbox
                C: c RENAME x/y Sent
                S: c NO [ALREADYEXISTS] Mailbox already exists
                C: d RENAME x/y x/y/z
                S: d NO [CANNOT] Not possible on this mailbox
                C: e RENAME x/y z
                S: e OK Rename completed
                C: f LIST "" (x* z*)
                S: * LIST (\\HasNoChildren) "/" z
                S: f OK List completed
                C: g APPEND INBOX {1+}
                C: x
                S: g OK [APPENDUID ...
                C: h RENAME INBOX old
                S: h OK Rename completed
                C: i STATUS old (MESSAGES)
                S: * STATUS old (MESSAGES 1)
                S: i OK Status completed
                C: j STATUS INBOX (MESSAGES)
                S: * STATUS INBOX (MESSAGES 0)
                S: j OK Status completed
                """);
    }

    @Test
    void aSelectedMailboxStaysSelectedUnderItsNewName() {
        alice.expect("""
                C: a CREATE x/y
                S: a OK [MAILBOXID ...
                C: b APPEND x/y {1+}
                C: m
                S: b OK [APPENDUID ...
                C: c EXAMINE x/y
                S: * FLAGS ...
                S: * OK [PERMANENTFLAGS ...
                S: * 1 EXISTS
                S: * 1 RECENT
                S: * OK [UNSEEN 1] ...
                S: * OK [UIDVALIDITY ...
                S: * OK [UIDNEXT 2] ...
                S: * OK [HIGHESTMODSEQ ...
                S: * OK [MAILBOXID ...
                S: c OK [READ-ONLY] Examine completed
                C: d RENAME x/y z
                S: d OK Rename completed
                C: e FETCH 1 UID
                S: * 1 FETCH (UID 1)
                S: e OK ...
                C: f APPEND z {1+}
                C: m
                S: * 2 EXISTS
                S: * 2 RECENT
                S: f OK [APPENDUID ...
                """);
    }

    @Test
    void subscriptions() {
        alice.expect("""
                C: a SUBSCRIBE nope/sub
                S: a OK Subscribe completed
                C: b UNSUBSCRIBE Archive
                S: b OK Unsubscribe completed
                C: c LIST (SUBSCRIBED) "" *
                S: * LIST (\\HasNoChildren \\Subscribed) "/" INBOX
                S: * LIST (\\HasNoChildren \\Subscribed \\Drafts) "/" Drafts
                S: * LIST (\\HasNoChildren \\Subscribed \\Junk) "/" Junk
                S: * LIST (\\HasNoChildren \\Subscribed \\Sent) "/" Sent
                S: * LIST (\\HasNoChildren \\Subscribed \\Trash) "/" Trash
                S: * LIST (\\NonExistent \\HasNoChildren \\Subscribed) "/" nope/sub
                S: c OK List completed
                C: d LIST (SUBSCRIBED RECURSIVEMATCH) "" n%
                S: * LIST (\\NonExistent \\HasNoChildren) "/" nope ("CHILDINFO" ("SUBSCRIBED"))
                S: d OK List completed
                C: e LIST (RECURSIVEMATCH) "" *
                S: e BAD Error in IMAP command at octet 8: RECURSIVEMATCH needs another selection option
                C: f LSUB "" n*
                S: * LSUB () "/" nope/sub
                S: f OK Lsub completed
                C: g LSUB "" n%
                S: * LSUB (\\Noselect) "/" nope
                S: g OK Lsub completed
                C: h LIST "" nope/sub
                S: h OK List completed
                """);
    }

    @Test
    void list() {
        alice.expect("""
                C: a LIST "" ""
                S: * LIST (\\Noselect) "/" ""
                S: a OK List completed
                C: b LIST "" inbox
                S: * LIST (\\HasNoChildren) "/" INBOX
                S: b OK List completed
                C: c LIST "" ("S%" T*) RETURN (SUBSCRIBED CHILDREN SPECIAL-USE STATUS (MESSAGES UIDNEXT))
                S: * LIST (\\HasNoChildren \\Subscribed \\Sent) "/" Sent
                S: * STATUS Sent (MESSAGES 0 UIDNEXT 1)
                S: * LIST (\\HasNoChildren \\Subscribed \\Trash) "/" Trash
                S: * STATUS Trash (MESSAGES 0 UIDNEXT 1)
                S: c OK List completed
                C: d LIST () "" S*
                S: * LIST (\\HasNoChildren \\Sent) "/" Sent
                S: d OK List completed
                C: e LIST "" * RETURN ()
                S: * LIST (\\HasNoChildren) "/" INBOX
                S: * LIST (\\HasNoChildren \\Archive) "/" Archive
                S: * LIST (\\HasNoChildren \\Drafts) "/" Drafts
                S: * LIST (\\HasNoChildren \\Junk) "/" Junk
                S: * LIST (\\HasNoChildren \\Sent) "/" Sent
                S: * LIST (\\HasNoChildren \\Trash) "/" Trash
                S: e OK List completed
                C: f LIST (FOO) "" *
                S: f BAD Error in IMAP command at octet 9: unknown option of LIST
                C: g LIST "" * RETURN (FOO)
                S: g BAD Error in IMAP command at octet 21: unknown option of LIST
                C: h LIST "" R&D
                S: h OK List completed
                C: i LIST "Se" nt
                S: * LIST (\\HasNoChildren \\Sent) "/" Sent
                S: i OK List completed
                C: j LIST ""
                S: j BAD Error in IMAP command at octet 10: space expected
                """);
    }

    @Test
    void status() {
        alice.expect("""
                C: a STATUS nope (MESSAGES)
                S: a NO [NONEXISTENT] No such mailbox
                C: b STATUS INBOX (FOO)
                S: b BAD Error in IMAP command at octet 17: unknown STATUS item
                C: c STATUS INBOX ()
                S: c BAD Error in IMAP command at octet 17: atom expected
                C: d APPEND INBOX (\\Deleted) {3+}
                C: abc
                S: d OK [APPENDUID ...
                C: e status inbox (messages recent uidnext unseen deleted size deleted-storage)
                S: * STATUS INBOX (MESSAGES 1 RECENT 1 UIDNEXT 2 UNSEEN 1 DELETED 1 SIZE 3 DELETED-STORAGE 3)
                S: e OK Status completed
                """);
    }

    @Test
    void quota() {
        alice.expect("""
                C: a GETQUOTAROOT nope
                S: * QUOTAROOT nope
                S: a OK Getquotaroot completed
                C: b GETQUOTAROOT INBOX
                S: * QUOTAROOT INBOX
                S: b OK Getquotaroot completed
                C: c GETQUOTA ""
                S: c NO [NONEXISTENT] No such quota root: the account has no limits
                C: d GETQUOTA other
                S: d NO [NONEXISTENT] No such quota root
                C: e SETQUOTA "" (STORAGE 512)
                S: e NO [NOPERM] Limits are set by the administrator
                C: f NAMESPACE
                S: * NAMESPACE (("" "/")) (("Users/" "/")) (("Public/" "/"))
                S: f OK Namespace completed
                """);
    }

    @Test
    void enable() {
        alice.expect("""
                C: a ENABLE
                S: a BAD Error in IMAP command at octet 9: capability expected
                C: b ENABLE foo
                S: * ENABLED
                S: b OK Enable completed
                C: c ENABLE utf8=accept FOO
                S: * ENABLED UTF8=ACCEPT
                S: c OK Enable completed
                C: d ENABLE UTF8=ACCEPT imap4REV2
                S: * ENABLED IMAP4rev2
                S: d OK Enable completed
                C: e CREATE Entwürfe
                S: e BAD Error in IMAP command at octet 14: unexpected text after the command
                C: f CREATE "Entwürfe & mehr"
                S: f OK [MAILBOXID ...
                C: g LIST "" E*
                S: * LIST (\\HasNoChildren) "/" "Entwürfe & mehr"
                S: g OK List completed
                C: h EXAMINE INBOX
                S: * FLAGS ...
                S: * OK [PERMANENTFLAGS ()] ...
                S: * 0 EXISTS
                S: * OK [UIDVALIDITY ...
                S: * OK [UIDNEXT 1] ...
                S: * OK [HIGHESTMODSEQ ...
                S: * OK [MAILBOXID ...
                S: * LIST () "/" INBOX
                S: h OK [READ-ONLY] Examine completed
                C: i ENABLE UTF8=ACCEPT
                S: i BAD ENABLE is not permitted in this state
                C: j APPEND INBOX {4097+}
                S: j BAD [TOOBIG] Literals of that size must be synchronizing
                """);
    }
}
