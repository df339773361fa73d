"""Old mail goes as rules say, by the command with and without a server and by the server itself; open sessions of IMAP see it,
what is young stays, and what went can be brought back. "Old" is made by file names that say so."""
import imaplib
import json
import time

from harness import Server, equal, lmtp_open, lmtp_send, message, require, wait_until

NEEDS = ["python3"]
USER = "alice@example.org"
DAY = 86400


def folder(server, name):
    return server.data / "mail/example.org/alice" / name


def age(server, name, days, count):
    """Has some messages of a folder have come into it so many days ago."""
    files = sorted(f for sub in ("cur", "new") for f in (folder(server, name) / sub).iterdir())
    for file in files[:count]:
        seconds, rest = file.name.split(".", 1)
        file.rename(file.with_name(f"{int(seconds) - days * DAY}.{rest}"))


def fill(client, mailbox, count):
    for n in range(count):
        equal(client.append(mailbox, None, imaplib.Time2Internaldate(time.time() - 900 * DAY), message(n))[0], "OK", "APPEND")


def login(server):
    client = imaplib.IMAP4("127.0.0.1", server.imap)
    client.login(USER, Server.PASSWORD)
    return client


def messages(client, mailbox):
    return int(client.status(mailbox, "(MESSAGES)")[1][0].split()[-1].rstrip(b")"))


def expire(server, *options):
    return json.loads(server.tool("mailbox", "expire", "--json", *options, USER).stdout)


def check():
    with Server(sets=[r"store.expire=\Trash 30d,Lists/* 7d"], users=(USER,)) as server:
        client = login(server)
        client.create("Lists/a")
        client.rename("Trash", "Papierkorb")
        fill(client, "Papierkorb", 6)
        fill(client, "Lists/a", 3)
        fill(client, "INBOX", 2)
        equal(expire(server, "--dry-run"), [], "everything has just come, whatever its date")
        client.logout()
        equal(server.stop(), 0, "exit code")

        age(server, ".Papierkorb", 31, 2)
        age(server, ".Lists.a", 8, 1)
        rows = expire(server, "--dry-run")
        equal([(r["mailbox"], r["messages"]) for r in rows], [("Lists/a", 1), ("Papierkorb", 2)], "what would go")
        equal(expire(server), rows, "without a server")
        equal(expire(server), [], "once")

        age(server, ".Papierkorb", 31, 2)
        server.start()
        client = login(server)
        equal((messages(client, "Papierkorb"), messages(client, "INBOX")), (4, 2), "left")
        client.select("Papierkorb")
        equal([r["messages"] for r in expire(server)], [2], "with a server")
        client.response("EXPUNGE")
        client.noop()
        equal(len(client.response("EXPUNGE")[1]), 2, "EXPUNGE in an open session")
        client.logout()
        equal(server.stop(), 0, "exit code")

        age(server, ".Papierkorb", 31, 1)
        server.start()
        client = login(server)
        wait_until(lambda: messages(client, "Papierkorb") == 1, "the server goes through all accounts", 90, 0.5)
        require("expired" in server.tail(100_000), "the audit log says so")
        server.tool("mailbox", "restore", USER)
        equal(messages(client, "Papierkorb"), 6, "all of it came back")
        equal(expire(server), [], "and stays for another while")
        with lmtp_open(("127.0.0.1", server.lmtp)) as wire:
            require(lmtp_send(wire, [USER], message(77))[0].startswith("250"), "delivery goes on")
