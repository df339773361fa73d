"""Ten clients at once on one account's mailboxes for 60 s (ACCEPT_LOAD_SECONDS): deliver, fetch, store, copy, move,
expunge, IDLE, POP3. At the end an invariant checker finds every kept message once, every acknowledged flag, no UID that
named two messages, and the heap flat."""
import imaplib
import os
import poplib
import random
import re
import subprocess
import threading
import time

from harness import Server, Wire, equal, lmtp_open, lmtp_send, message, require

NEEDS = ["python3", "jcmd"]
SECONDS = float(os.environ.get("ACCEPT_LOAD_SECONDS", "60"))
USER = "alice@example.org"
SHARED = ("INBOX", "Work")


class Ledger:
    """What was acknowledged and what was seen; under one lock."""

    def __init__(self):
        self.lock = threading.Lock()
        self.kept = set()
        self.junk = set()
        self.flagged = set()
        self.copied = {}
        self.named = {}
        self.count = {}
        self.failures = []

    def saw(self, mailbox, validity, uid, mid):
        with self.lock:
            before = self.named.setdefault((mailbox, validity, uid), mid)
        require(before == mid, f"{mailbox} uid {uid} named {before}, now {mid}")

    def did(self, what, n=1):
        with self.lock:
            self.count[what] = self.count.get(what, 0) + n


class Client(threading.Thread):
    """One client; its step() is repeated until time is over."""

    def __init__(self, server, ledger, seed):
        super().__init__(daemon=True)
        self.server, self.ledger, self.random = server, ledger, random.Random(seed)

    def run(self):
        try:
            self.open()
            while time.monotonic() < self.server.deadline:
                self.step()
            self.shut()
        except Exception as e:  # noqa: BLE001  told at the end
            self.ledger.failures.append(f"{type(self).__name__}: {type(e).__name__}: {e}")

    def open(self):
        self.imap = login(self.server)
        self.mailbox = None
        self.select(self.random.choice(SHARED))

    def select(self, mailbox):
        equal(self.imap.select(mailbox)[0], "OK", f"SELECT {mailbox}")
        self.mailbox = mailbox
        self.validity = int(self.imap.response("UIDVALIDITY")[1][0])

    def rows(self):
        """uid -> (message id, subject) of the selected mailbox, checking that UIDs name one message for ever."""
        typ, data = self.imap.uid("FETCH", "1:*", "(UID BODY.PEEK[HEADER.FIELDS (MESSAGE-ID SUBJECT)])")
        equal(typ, "OK", "FETCH")
        found = {}
        for item in data:
            if isinstance(item, tuple):
                uid = int(re.search(rb"UID (\d+)", item[0]).group(1))
                mid = re.search(rb"<(accept-[^@]*)@", item[1])
                if mid:
                    found[uid] = mid.group(1).decode()
                    self.ledger.saw(self.mailbox, self.validity, uid, found[uid])
        return found

    def shut(self):
        self.imap.logout()


class Deliverer(Client):
    def open(self):
        self.wire = lmtp_open(("127.0.0.1", self.server.lmtp))
        self.n = 0

    def step(self):
        self.n += 1
        kind = "keep" if self.random.random() < 0.5 else "junk"
        mid = f"{kind}-{self.name}-{self.n}"
        body = "Some text.\r\n" * self.random.randrange(1, 400)
        answer = lmtp_send(self.wire, [USER], message(mid, body))[0]
        require(answer.startswith("250"), f"delivery: {answer}")
        with self.ledger.lock:
            (self.ledger.kept if kind == "keep" else self.ledger.junk).add("accept-" + mid)
        self.ledger.did("delivered")
        threading.Event().wait(0.02)

    def shut(self):
        self.wire.close()


class Fetcher(Client):
    def step(self):
        self.select(self.random.choice(SHARED))
        rows = self.rows()
        for uid in self.random.sample(sorted(rows), min(5, len(rows))):
            typ, data = self.imap.uid("FETCH", str(uid), "(RFC822.SIZE BODYSTRUCTURE ENVELOPE BODY.PEEK[])")
            equal(typ, "OK", "FETCH body")
            for item in data:
                if isinstance(item, tuple) and b"BODY[]" in item[0]:
                    size = int(re.search(rb"RFC822.SIZE (\d+)", item[0]).group(1))
                    equal(len(item[1]), size, "size of a body")
        self.ledger.did("fetched", len(rows))


class Flagger(Client):
    def step(self):
        self.select(self.random.choice(SHARED))
        rows = sorted(self.rows().items())
        for uid, mid in self.random.sample(rows, min(3, len(rows))):
            typ, data = self.imap.uid("STORE", str(uid), "+FLAGS", "(\\Flagged $Mark)")
            equal(typ, "OK", "STORE")
            if any(d and re.search(rb"UID %d\b" % uid, d) and b"$Mark" in d for d in data):
                with self.ledger.lock:
                    self.ledger.flagged.add(mid)
                self.ledger.did("flagged")


class Copier(Client):
    def step(self):
        self.select(self.random.choice(SHARED))
        rows = {u: m for u, m in self.rows().items() if "keep" in m}
        if rows:
            uid = self.random.choice(sorted(rows))
            typ, data = self.imap.uid("COPY", str(uid), "Copies")
            equal(typ, "OK", f"COPY {data}")
            code = self.imap.response("COPYUID")[1]
            if code and code[0]:
                with self.ledger.lock:
                    self.ledger.copied[rows[uid]] = self.ledger.copied.get(rows[uid], 0) + 1
                self.ledger.did("copied")


class Mover(Client):
    def step(self):
        self.select(self.random.choice(SHARED))
        rows = {u: m for u, m in self.rows().items() if "keep" in m}
        target = SHARED[1 - SHARED.index(self.mailbox)]
        for uid in self.random.sample(sorted(rows), min(3, len(rows))):
            typ, data = self.imap.uid("MOVE", str(uid), target)
            equal(typ, "OK", f"MOVE {data}")
            self.ledger.did("moved")


class Expunger(Client):
    def step(self):
        self.select("INBOX")
        rows = {u: m for u, m in self.rows().items() if "junk" in m}
        for uid in self.random.sample(sorted(rows), min(4, len(rows))):
            self.imap.uid("STORE", str(uid), "+FLAGS.SILENT", "\\Deleted")
            equal(self.imap.uid("EXPUNGE", str(uid))[0], "OK", "UID EXPUNGE")
            self.ledger.did("expunged")


class Idler(Client):
    def open(self):
        self.wire = Wire(("127.0.0.1", self.server.imap))
        self.wire.line()
        self.ask(f'a LOGIN {USER} "{Server.PASSWORD}"')
        self.exists = 0
        for line in self.ask("b SELECT INBOX"):
            self.count(line)

    def ask(self, command):
        tag = command.split()[0].encode()
        self.wire.send(command.encode() + b"\r\n")
        lines = []
        while not lines or not lines[-1].startswith(tag + b" "):
            lines.append(self.wire.line())
        require(lines[-1].startswith(tag + b" OK"), f"{command}: {lines[-1]}")
        return lines

    def count(self, line):
        words = line.split()
        if len(words) >= 3 and words[2] == b"EXISTS":
            require(int(words[1]) >= self.exists, "EXISTS never falls but by EXPUNGE")
            self.exists = int(words[1])
        elif len(words) >= 3 and words[2] == b"EXPUNGE":
            require(1 <= int(words[1]) <= self.exists, f"EXPUNGE of {words[1]} with {self.exists} messages")
            self.exists -= 1
        elif len(words) >= 3 and words[2] == b"FETCH":
            require(1 <= int(words[1]) <= self.exists, f"FETCH of {words[1]} with {self.exists} messages")
        self.server.ledger.did("noticed")

    def step(self):
        self.wire.send(b"c IDLE\r\n")
        until = time.monotonic() + 1
        self.wire.sock.settimeout(0.25)
        while time.monotonic() < until:
            try:
                line = self.wire.line()
                if not line.startswith(b"+"):
                    self.count(line)
            except TimeoutError:
                pass
        self.wire.sock.settimeout(30)
        self.wire.send(b"DONE\r\n")
        line = b""
        while not line.startswith(b"c OK"):
            line = self.wire.line()
            if line.startswith(b"* "):
                self.count(line)

    def shut(self):
        self.wire.close()


class Popper(Client):
    def open(self):
        self.n = 0

    def step(self):
        pop = poplib.POP3("127.0.0.1", self.server.pop3, timeout=30)
        pop.user(USER)
        pop.pass_(Server.PASSWORD)
        for row in pop.uidl()[1][-20:]:
            number = int(row.split()[0])
            try:
                header = b"\r\n".join(pop.top(number, 0)[1])
                if b"<accept-junk" in header and self.random.random() < 0.3:
                    pop.retr(number)
                    pop.dele(number)
                    self.ledger.did("popped")
            except poplib.error_proto as e:
                require("deleted by another session" in str(e), f"POP3: {e}")
        pop.quit()
        threading.Event().wait(0.3)

    def shut(self):
        pass


def login(server):
    client = imaplib.IMAP4("127.0.0.1", server.imap)
    client.login(USER, Server.PASSWORD)
    return client


def heap(pid):
    """Octets in use after a full collection."""
    subprocess.run(["jcmd", str(pid), "GC.run"], capture_output=True, check=True, timeout=60)
    info = subprocess.run(["jcmd", str(pid), "GC.heap_info"], capture_output=True, check=True, timeout=60).stdout.decode()
    return sum(int(k) * 1024 for k in re.findall(r"(?:heap|generation|region|object)[^\n]*?used (\d+)K", info)[:1])


def check():
    with Server(sets=["quota.default=unlimited"]) as server:
        setup = login(server)
        for name in ("Work", "Copies"):
            equal(setup.create(name)[0], "OK", "CREATE")
        server.ledger = ledger = Ledger()
        server.deadline = time.monotonic() + SECONDS
        kinds = [Deliverer, Deliverer, Fetcher, Flagger, Copier, Mover, Mover, Expunger, Idler, Popper]
        clients = [kind(server, ledger, i) for i, kind in enumerate(kinds)]
        for client in clients:
            client.start()
        threading.Event().wait(SECONDS / 3)
        early = heap(server.process.pid)
        for client in clients:
            client.join(SECONDS + 60)
            require(not client.is_alive(), f"{type(client).__name__} hangs")
        require(not ledger.failures, "\n".join(ledger.failures))
        late = heap(server.process.pid)
        verify(server, ledger)
        require(late - early < 24 << 20, f"heap after collection: {early >> 20} MiB, then {late >> 20} MiB")
        print(f"     {ledger.count}, heap {early >> 20} then {late >> 20} MiB")


def verify(server, ledger):
    """Every kept message once in INBOX or Work, with its flags; every acknowledged copy; nothing invented."""
    auditor = Client(server, ledger, 99)
    auditor.open()
    found, marked, copies = {}, set(), {}
    for mailbox in (*SHARED, "Copies"):
        auditor.select(mailbox)
        rows = auditor.rows()
        typ, data = auditor.imap.uid("SEARCH", "KEYWORD", "$Mark", "FLAGGED")
        with_mark = {int(x) for x in data[0].split()}
        for uid, mid in rows.items():
            where = copies if mailbox == "Copies" else found
            where[mid] = where.get(mid, 0) + 1
            if uid in with_mark and mailbox != "Copies":
                marked.add(mid)
    equal(sorted(m for m in ledger.kept if found.get(m) != 1), [], "kept messages not there exactly once")
    equal(sorted(m for m in found if m not in ledger.kept | ledger.junk), [], "messages nobody delivered")
    equal(sorted(m for m, n in found.items() if n > 1), [], "messages doubled")
    equal(sorted(m for m in ledger.flagged if m in ledger.kept and m not in marked), [], "acknowledged flags lost")
    equal(copies, ledger.copied, "copies")
    for n, name in enumerate((*SHARED, "Copies")):
        typ, data = auditor.imap.status(name, "(MESSAGES UIDNEXT)")
        auditor.select(name)
        require(f"MESSAGES {len(auditor.rows())}".encode() in data[0], f"STATUS of {name}: {data}")
    auditor.shut()
