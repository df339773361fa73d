"""What was expunged comes back: by IMAP, by POP3, with a deleted mailbox; under new UIDs, with flags, dates and every octet,
and a session sees it arrive. Held mail counts against no quota and is in no client's list."""
import imaplib
import json
import poplib

from harness import Server, equal, lmtp_open, lmtp_send, message, require, wait_until

NEEDS = ["python3"]
USER = "alice@example.org"


def login(server):
    client = imaplib.IMAP4("127.0.0.1", server.imap)
    client.login(USER, Server.PASSWORD)
    return client


def state(client, mailbox):
    """Message-ID -> (flags, INTERNALDATE, octets) and the highest UID."""
    client.select(mailbox)
    found, highest = {}, 0
    for item in client.uid("FETCH", "1:*", "(UID FLAGS INTERNALDATE BODY.PEEK[])")[1]:
        if isinstance(item, tuple):
            key = next(line for line in item[1].split(b"\r\n") if line.lower().startswith(b"message-id"))
            flags = sorted(f for f in imaplib.ParseFlags(item[0]) if f != b"\\Recent")
            date = item[0].split(b'INTERNALDATE "')[1].split(b'"')[0]
            highest = max(highest, int(item[0].split(b"UID ")[1].split()[0].rstrip(b")")))
            require(key not in found, f"twice in {mailbox}: {key}")
            found[key] = (flags, date, item[1])
    return found, highest


def expunged(server, *options):
    return json.loads(server.tool("mailbox", "expunged", "--json", *options, USER).stdout)


def check():
    with Server() as server:
        client = login(server)
        equal(client.create("Work/2026")[0], "OK", "CREATE")
        with lmtp_open(("127.0.0.1", server.lmtp)) as wire:
            for n in range(12):
                require(lmtp_send(wire, [USER], message(n, "Text.\r\n" * (n + 1)))[0].startswith("250"), "delivery")
        client.select("INBOX")
        client.store("1:12", "+FLAGS", "(\\Seen $Work Projekt)")
        client.store("3", "+FLAGS", "\\Flagged")
        client.uid("MOVE", "7:9", "Work/2026")
        inbox, last = state(client, "INBOX")
        work, _ = state(client, "Work/2026")
        equal((len(inbox), len(work)), (9, 3), "messages before")

        client.select("INBOX")
        client.store("1:4", "+FLAGS.SILENT", "\\Deleted")
        equal(client.expunge()[0], "OK", "EXPUNGE")
        pop = poplib.POP3("127.0.0.1", server.pop3)
        pop.user(USER)
        pop.pass_(Server.PASSWORD)
        pop.dele(1)
        pop.dele(2)
        pop.quit()
        client.select("INBOX")
        equal(client.delete("Work/2026")[0], "OK", "DELETE")
        left, _ = state(client, "INBOX")
        equal(len(left), 3, "messages left")
        equal(client.status("INBOX", "(MESSAGES)")[1], [b"INBOX (MESSAGES 3)"], "STATUS")
        require(b"expunged" not in b" ".join(client.list()[1]), "no client sees the holding area")
        held = expunged(server)
        equal(len(held), 9, f"held: {held}")
        equal(len(expunged(server, "--folder", "Work/2026")), 3, "held of the deleted mailbox")
        equal(len(expunged(server, "--message-id", "<accept-0@example.net>")), 1, "held under a Message-ID")
        equal(len(expunged(server, "--since", "1h")), 9, "held since an hour")

        client.select("INBOX")
        server.tool("mailbox", "restore", USER, "--message-id", "accept-0@example.net")
        wait_until(lambda: client.noop()[0] == "OK" and int((client.response("EXISTS")[1] or [b"0"])[-1] or 0) == 4,
                   "the open session is told of what came back")
        server.tool("mailbox", "restore", USER)
        equal(expunged(server), [], "nothing is held any more")
        again, highest = state(client, "INBOX")
        require(again == inbox, f"the same messages: {sorted(again)} and {sorted(inbox)}")
        require(highest > last, "new UIDs")
        require(state(client, "Work/2026")[0] == work, "the deleted mailbox is back")
        equal(server.stop(), 0, "exit code")
        server.start()
        client = login(server)
        require(state(client, "INBOX")[0] == inbox, "the same after a restart")
        server.tool("mailbox", "restore", USER)
        client.logout()
