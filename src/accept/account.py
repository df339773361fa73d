"""An account as Python's imaplib sees it: what a check compares a client's own view with."""
import contextlib
import email
import email.header
import email.policy
import imaplib
import re

from harness import Server, equal, require

ALICE = "alice@example.org"


@contextlib.contextmanager
def session(server, user=ALICE):
    """A session of imaplib, logged in; it ends with the block."""
    client = imaplib.IMAP4("127.0.0.1", server.imap, timeout=30)
    try:
        client.login(user, Server.PASSWORD)
        yield client
    finally:
        with contextlib.suppress(OSError, imaplib.IMAP4.error):
            client.logout()


def done(answer, what):
    """The data of an answer that has to be OK."""
    typ, data = answer
    equal(typ, "OK", f"{what}: {data}")
    return data


def quoted(name):
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def make(server, *names):
    with session(server) as client:
        for name in names:
            done(client.create(quoted(name)), f"CREATE {name}")


def append(server, folder, message, flags=""):
    with session(server) as client:
        done(client.append(quoted(folder), flags, None, message), f"APPEND to {folder}")


def folders(server):
    """The names of all mailboxes that can be selected, as they are on the wire."""
    with session(server) as client:
        lines = done(client.list(), "LIST")
    found = [re.fullmatch(rb'\(([^)]*)\) "/" (?:"(.*)"|(\S+))', line) for line in lines]
    require(all(found), f"LIST: {lines}")
    return sorted((m.group(2) or m.group(3)).decode() for m in found if rb"\Noselect" not in m.group(1))


def subjects(server, folder="INBOX"):
    """Subject → set of flags, \\Recent left out, of each message in the folder."""
    with session(server) as client:
        count = done(client.select(quoted(folder), readonly=True), f"EXAMINE {folder}")[0]
        if count == b"0":
            return {}
        data = done(client.fetch("1:*", "(FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])"), "FETCH")
    found = {}
    for item in data:
        if isinstance(item, tuple):
            header = email.message_from_bytes(item[1], policy=email.policy.default)
            flags = re.search(rb"FLAGS \(([^)]*)\)", item[0]).group(1).decode().split()
            found[str(header["Subject"])] = set(flags) - {"\\Recent"}
    equal(len(found), int(count), f"subjects in {folder}, none of them twice: {sorted(found)}")
    return found


def keep(server, folder, subject, change, flags):
    """STORE on the one message with that subject: keep(server, "INBOX", "a", "+FLAGS", "\\Seen")."""
    with session(server) as client:
        done(client.select(quoted(folder)), f"SELECT {folder}")
        done(client.uid("STORE", one(client, subject), change, f"({flags})"), "UID STORE")


def remove(server, folder, subject):
    with session(server) as client:
        done(client.select(quoted(folder)), f"SELECT {folder}")
        uid = one(client, subject)
        done(client.uid("STORE", uid, "+FLAGS", "(\\Deleted)"), "UID STORE")
        done(client.uid("EXPUNGE", uid), "UID EXPUNGE")


def one(client, subject):
    found = done(client.uid("SEARCH", "SUBJECT", quoted(subject)), "UID SEARCH")[0].split()
    equal(len(found), 1, f"messages with the subject {subject!r}")
    return found[0].decode()
