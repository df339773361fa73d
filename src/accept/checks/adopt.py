"""A tree that Dovecot served is taken over as it lies and given back: UIDVALIDITY, UIDs, flags, keywords, dates, POP3 UIDLs
and subscriptions are what clients know, and mbsync downloads nothing again; there, back, and there once more."""
import hashlib
import imaplib
import json
import os
import pathlib
import poplib
import random
import re
import shutil
import tempfile
import time

from account import ALICE
from dovecot import Dovecot
from harness import CORPUS, MAIL, Server, deliver, equal, message, require
from mirror import Mirror

NEEDS = ["dovecot", "doveadm", "mbsync"]
COUNT = 300
FS_FOLDERS = ["a.b", "a.b/c", "Work/.x"]
FOLDERS = ["Work", "Work/2026", "Work/2026/&ZeVnLIqe-", "Entw&APw-rfe", "Deep/er/est", "Has space"]


def quoted(name):
    return '"' + name + '"'


class Client:
    """What a mail client sees of a server, by plain IMAP and POP3."""

    def __init__(self, server, password):
        self.server = server
        self.password = password
        self.imap = imaplib.IMAP4("127.0.0.1", server.imap)
        self.imap.login(ALICE, password)

    def close(self):
        self.imap.logout()

    def ask(self, name, *args):
        typ, data = getattr(self.imap, name)(*args)
        require(typ == "OK", f"{name} {args}: {typ} {data}")
        return data

    def names(self, command="list"):
        found = []
        for line in self.ask(command):
            if line is not None and b"\\Noselect" not in line and b"\\NonExistent" not in line:
                found.append(re.match(rb'\(.*?\) "/" "?(.*?)"?$', line).group(1).decode())
        return sorted(found)

    def mailbox(self, name):
        data = self.ask("select", quoted(name), True)
        validity = int(self.imap.response("UIDVALIDITY")[1][0])
        next_uid = int(self.imap.response("UIDNEXT")[1][0])
        messages = {}
        if int(data[0]):
            data = self.ask("uid", "FETCH", "1:*", "(UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[])")
            for part in data:
                if isinstance(part, tuple):
                    uid = int(re.search(rb"UID (\d+)", part[0]).group(1))
                    flags = set(re.search(rb"FLAGS \((.*?)\)", part[0]).group(1).decode().split()) - {"\\Recent"}
                    date = int(time.mktime(imaplib.Internaldate2tuple(part[0])))
                    size = int(re.search(rb"RFC822.SIZE (\d+)", part[0]).group(1))
                    equal(size, len(part[1]), f"size of {name} {uid}")
                    messages[uid] = (frozenset(flags), date, hashlib.sha256(part[1]).hexdigest())
        self.ask("close")
        return validity, next_uid, messages

    def uidls(self):
        pop = poplib.POP3("127.0.0.1", self.server.pop3)
        pop.user(ALICE)
        pop.pass_(self.password)
        found = [line.decode().split(" ", 1)[1] for line in pop.uidl()[1]]
        pop.quit()
        return found

    def everything(self):
        return {
            "mailboxes": {name: self.mailbox(name) for name in self.names()},
            "subscribed": self.names("lsub"),
            "uidl": self.uidls(),
        }


def look(server):
    client = Client(server, server.PASSWORD)
    try:
        return client.everything()
    finally:
        client.close()


def compare(now, before, where):
    equal(sorted(now["mailboxes"]), sorted(before["mailboxes"]), f"{where}: mailboxes")
    for name, (validity, next_uid, messages) in before["mailboxes"].items():
        seen_validity, seen_next, seen = now["mailboxes"][name]
        equal(seen_validity, validity, f"{where}: UIDVALIDITY of {name}")
        require(seen_next >= next_uid, f"{where}: UIDNEXT of {name}: {seen_next}, was {next_uid}")
        equal(sorted(seen), sorted(messages), f"{where}: UIDs of {name}")
        for uid, what in messages.items():
            equal(seen[uid], what, f"{where}: flags, date, content of {name} {uid}")
    equal(now["subscribed"], before["subscribed"], f"{where}: subscriptions")
    equal(now["uidl"], before["uidl"], f"{where}: UIDLs")


def real_mail():
    files = sorted(p for d in (MAIL, CORPUS) if d.is_dir() for p in d.rglob("*.eml"))
    require(files, f"there is real mail in {MAIL}")
    return [p.read_bytes() for p in files]


def fill(dovecot, folders):
    chance = random.Random(11)
    mails = real_mail()
    client = Client(dovecot, dovecot.PASSWORD)
    imap = client.imap
    for name in folders:
        client.ask("create", quoted(name))
        client.ask("subscribe", quoted(name))
    client.ask("unsubscribe", quoted("Deep/er/est"))
    for n in range(COUNT):
        name = "INBOX" if n % 2 else chance.choice(folders)
        flags = [f for f in ("\\Seen", "\\Answered", "\\Flagged", "\\Draft", "$Forwarded", "Later", "Urgent")
                 if chance.random() < 0.3]
        date = imaplib.Time2Internaldate(1_500_000_000 + n * 86_401)
        mail = mails[n % len(mails)]
        if not 0 < len(mail) < 200_000 or b"\0" in mail:
            mail = message(n)
        client.ask("append", quoted(name), f"({' '.join(flags)})" if flags else None, date, mail)
    for name in ("INBOX", "Work"):  # holes in the UIDs, the last one among them
        client.ask("select", quoted(name))
        last = int(imap.response("UIDNEXT")[1][0]) - 1
        client.ask("uid", "STORE", f"2,5:6,{last}", "+FLAGS", "(\\Deleted)")
        client.ask("expunge")
        client.ask("close")
    client.close()


def change(server, tag):
    """Everything a day brings; returns nothing, the next look tells."""
    client = Client(server, server.PASSWORD)
    imap = client.imap
    client.ask("create", quoted(f"Work/{tag}"))
    client.ask("subscribe", quoted(f"Work/{tag}"))
    client.ask("append", quoted(f"Work/{tag}"), "(\\Seen Later)", None, message(f"{tag} in the new folder"))
    client.ask("append", "INBOX", f"(\\Flagged {tag}Word)", None, message(f"{tag} appended"))
    client.ask("select", "INBOX")
    uids = client.ask("uid", "SEARCH", "ALL")[0].split()
    client.ask("uid", "STORE", uids[0].decode(), "+FLAGS", f"(\\Answered {tag}Word)")
    client.ask("uid", "STORE", uids[1].decode(), "-FLAGS", "(\\Seen \\Flagged Later)")
    client.ask("uid", "STORE", uids[2].decode(), "+FLAGS", "(\\Deleted)")
    client.ask("expunge")
    client.ask("uid", "COPY", uids[3].decode(), quoted("Work/2026"))
    typ, data = imap.uid("MOVE", uids[4].decode(), quoted("Entw&APw-rfe"))
    require(typ == "OK", f"MOVE: {typ} {data}")
    client.ask("close")
    client.ask("rename", quoted("Has space"), quoted(f"Has {tag}"))
    client.ask("rename", quoted(f"Has {tag}"), quoted("Has space"))
    client.close()


def drop(folder, name, mail):
    """A delivery agent's work: bare LF, no fields in the name."""
    (folder / "tmp" / name).write_bytes(mail.replace(b"\r\n", b"\n"))
    os.rename(folder / "tmp" / name, folder / "new" / name)


def there_and_back(layout, dovecot_sets=(), sets=()):
    home = pathlib.Path(tempfile.mkdtemp(prefix="postern-adopt-"))
    home.chmod(0o755)
    server = Server(users=[ALICE], sets=sets)
    try:
        dovecot = Dovecot(home, layout, dovecot_sets)
        mirror = Mirror(home)
        with dovecot:
            fill(dovecot, FOLDERS + (FS_FOLDERS if layout else []))
            drop(dovecot.mail / "example.org" / "alice", "1500000000.1.agent", message("dropped"))
            known = look(dovecot)
            mirror.sync(dovecot)
            mirror.unchanged(dovecot, "Dovecot, second run")
            known = look(dovecot)
            dovecot.stop()
        shutil.rmtree(server.data / "mail", ignore_errors=True)
        dovecot.mail.rename(server.data / "mail")

        def at_postern(tag, known):
            server.start()
            compare(look(server), known, f"{layout}, Postern {tag}")
            mirror.unchanged(server, f"{layout}, Postern {tag}")
            change(server, tag)
            deliver(server, ALICE, message(f"{tag} delivered"))
            mirror.sync(server)
            after = look(server)
            equal(server.stop(), 0, "exit code")
            if "store.release-on-stop=true" not in sets:
                server.tool("maildir", "release", ALICE)
            return after

        def at_dovecot(tag, known):
            (server.data / "mail").rename(dovecot.mail)
            with dovecot.start():
                compare(look(dovecot), known, f"{layout}, Dovecot {tag}")
                mirror.unchanged(dovecot, f"{layout}, Dovecot {tag}")
                change(dovecot, tag)
                drop(dovecot.mail / "example.org" / "alice", f"16000{len(tag)}0000.2.agent", message(f"{tag} dropped"))
                mirror.sync(dovecot)
                after = look(dovecot)
                dovecot.stop()
            equal(dovecot.complaints(), [], "Dovecot's complaints")
            dovecot.mail.rename(server.data / "mail")
            return after

        known = at_postern("one", known)
        known = at_dovecot("two", known)
        known = at_postern("three", known)
        known = at_dovecot("fourth", known)
    except BaseException:
        if server.process and server.process.poll() is None:
            server.kill()
        print(f"--- left behind: {home} {server.home}\n{server.tail()}")
        raise
    shutil.rmtree(home)
    shutil.rmtree(server.home)


def imported():
    """A copy of a tree, by the command; the report says what came, POP3 ids that Dovecot keeps come too."""
    home = pathlib.Path(tempfile.mkdtemp(prefix="postern-adopt-"))
    home.chmod(0o755)
    with Dovecot(home, "", ["pop3_uidl_format = UID%u-%v", "pop3_save_uidl = yes"]) as dovecot:
        fill(dovecot, FOLDERS)
        known = look(dovecot)
        dovecot.stop()
    with Server(users=[ALICE]) as server:
        tree = dovecot.mail / "example.org" / "alice"
        report = json.loads(server.tool("maildir", "adopt", ALICE, tree, "--json").stdout)
        equal({row["mailbox"]: row["uid-validity"] for row in report if row["from"] == "dovecot-uidlist"},
              {decoded(name): mailbox[0] for name, mailbox in known["mailboxes"].items()}, "the report")
        equal(sum(row["uids-kept"] for row in report), sum(len(m[2]) for m in known["mailboxes"].values()), "messages")
        compare(look(server), known, "imported")
        server.tool("maildir", "adopt", ALICE, tree, ok=[1])
    shutil.rmtree(home)


def decoded(name):
    return name.replace("&ZeVnLIqe-", "\u65e5\u672c\u8a9e").replace("&APw-", "\u00fc")


def check():
    there_and_back("")
    there_and_back("fs", ["pop3_uidl_format = %f"], ["pop3.uidl=%f", "store.release-on-stop=true"])
    imported()
