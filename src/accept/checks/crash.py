"""kill -9 under load, thirty times (ACCEPT_CRASH_ROUNDS): every acknowledged message, small or large, is there once and as it
was sent, flags hold, no UID comes twice, UIDVALIDITY stays, and what the quota counts is what the files are."""
import imaplib
import os
import re
import threading
import time
import zlib

from harness import Server, equal, lmtp_open, lmtp_send, message, require, wait_until

NEEDS = ["python3"]
ROUNDS = int(os.environ.get("ACCEPT_CRASH_ROUNDS", "30"))
FULL_CHECK_EVERY = 10
USER = "alice@example.org"


class Acknowledged:
    def __init__(self):
        self.lock = threading.Lock()
        self.messages, self.flagged, self.moved, self.expunged = set(), set(), set(), set()
        self.asked_expunge = set()
        self.named = {}
        self.validity = {}
        self.failures = []
        self.read = {"INBOX": 0, "Archive": 0}

    def grown_by(self, messages, changes):
        """Whether so much more was acknowledged than at this call, or something failed."""
        def counts():
            return len(self.messages), len(self.flagged) + len(self.moved) + len(self.expunged)
        before = counts()
        return lambda: self.failures or (counts()[0] >= before[0] + messages and counts()[1] >= before[1] + changes)



def login(server):
    client = imaplib.IMAP4("127.0.0.1", server.imap)
    client.login(USER, Server.PASSWORD)
    return client


def sent(mid):
    """The message of an id: about every third is too large to be kept together with others."""
    large = zlib.crc32(mid.encode()) % 3 == 0
    return message(mid, f"Text of {mid}.\r\n" * (400 if large else 20))


def rows(client, mailbox, acked, last=None):
    """All messages of a mailbox, or about the last ones."""
    typ, data = client.select(mailbox)
    equal(typ, "OK", "SELECT")
    validity = int(client.response("UIDVALIDITY")[1][0])
    require(acked.validity.setdefault(mailbox, validity) == validity, f"UIDVALIDITY of {mailbox} changed")
    found = {}
    first = 1 if last is None else max(1, int(client.response("UIDNEXT")[1][0]) - last)
    typ, data = client.uid("FETCH", f"{first}:*", "(UID FLAGS BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")
    for item in data:
        if isinstance(item, tuple):
            uid = int(re.search(rb"UID (\d+)", item[0]).group(1))
            mid = re.search(rb"<(accept-[^@]*)@", item[1]).group(1).decode()
            require(acked.named.setdefault((mailbox, uid), mid) == mid, f"{mailbox} uid {uid} named two messages")
            found[uid] = (mid, item[0])
    return found


def until_killed(acked, act):
    """Repeats act until the connection breaks, as it must when the server is killed; whatever else ends it is told later."""
    def loop():
        try:
            while True:
                act()
        except (OSError, EOFError, imaplib.IMAP4.abort, AttributeError):
            pass
        except Exception as e:  # noqa: BLE001  a thread's failure would fail nothing
            with acked.lock:
                acked.failures.append(f"{type(e).__name__}: {e}")
    thread = threading.Thread(target=loop, daemon=True)
    thread.start()
    return thread


def deliver_forever(server, acked, name, numbers):
    wire = lmtp_open(("127.0.0.1", server.lmtp))

    def act():
        mid = f"{name}-{next(numbers)}"
        answer = lmtp_send(wire, [USER], sent(mid))[0]
        require(answer.startswith("250"), answer)
        with acked.lock:
            acked.messages.add("accept-" + mid)
    return until_killed(acked, act)


def append_forever(server, acked, name, numbers):
    client = login(server)

    def act():
        mid = f"{name}-{next(numbers)}"
        typ, data = client.append("INBOX", "(\\Seen)", None, sent(mid))
        equal(typ, "OK", f"APPEND {data}")
        with acked.lock:
            acked.messages.add("accept-" + mid)
    return until_killed(acked, act)


def change_forever(server, acked):
    client = login(server)
    client.select("INBOX")

    def act():
        found = rows(client, "INBOX", acked, last=60)
        for turn, (uid, (mid, _)) in enumerate(sorted(found.items())[-30:]):
            if turn % 10 == 0:
                with acked.lock:
                    acked.asked_expunge.add(mid)
                client.uid("STORE", str(uid), "+FLAGS.SILENT", "(\\Deleted)")
                if client.uid("EXPUNGE", str(uid))[0] == "OK":
                    with acked.lock:
                        acked.expunged.add(mid)
            elif turn % 10 == 1:
                typ, _ = client.uid("MOVE", str(uid), "Archive")
                equal(typ, "OK", "MOVE")
                with acked.lock:
                    acked.moved.add(mid)
            else:
                typ, data = client.uid("STORE", str(uid), "+FLAGS", "(\\Flagged $Held)")
                equal(typ, "OK", "STORE")
                with acked.lock:
                    acked.flagged.add(mid)
    return until_killed(acked, act)


def read_new(client, mailbox, acked, names):
    """Every message that was not read before, octet for octet (LMTP puts fields before it)."""
    equal(client.select(mailbox, readonly=True)[0], "OK", "EXAMINE")
    typ, data = client.uid("FETCH", f"{acked.read[mailbox] + 1}:*", "(UID BODY.PEEK[])")
    equal(typ, "OK", "FETCH")
    for item in data:
        if isinstance(item, tuple):
            uid = int(re.search(rb"UID (\d+)", item[0]).group(1))
            mid = names[uid][0].removeprefix("accept-")
            require(item[1].endswith(sent(mid)), f"{mailbox} uid {uid}: {mid} is not as it was sent")
            acked.read[mailbox] = max(acked.read[mailbox], uid)


def equal_use(server, client):
    """What counts for the quota is what lies in the directories of messages."""
    typ, data = client.getquotaroot("INBOX")
    used = int(re.search(rb"MESSAGE (\d+)", data[1][0]).group(1)), int(re.search(rb"STORAGE (\d+)", data[1][0]).group(1))
    files = [f for d in ("cur", "new") for f in server.data.rglob(f"alice/**/{d}/*")]
    equal(used, (len(files), -(-sum(f.stat().st_size for f in files) // 1024)), "messages and KiB in use")


def verify(server, acked, round_number):
    client = login(server)
    inbox = rows(client, "INBOX", acked)
    archive = rows(client, "Archive", acked)
    read_new(client, "INBOX", acked, inbox)
    read_new(client, "Archive", acked, archive)
    equal_use(server, client)
    if round_number % FULL_CHECK_EVERY == 0:
        server.tool("mailbox", "check", USER, "--full")
    where = {}
    flags = {}
    for mailbox in (inbox, archive):
        for mid, line in mailbox.values():
            where[mid] = where.get(mid, 0) + 1
            flags[mid] = line
    doubled = [m for m, n in where.items() if n > 1]
    # a move cut short may leave the message in both: allowed once, for moves that were never acknowledged
    require(all(m not in acked.moved for m in doubled) and len(doubled) <= 1, f"doubled: {doubled}")
    for uid, (mid, _) in list(inbox.items()):
        if mid in doubled:
            client.select("INBOX")
            client.uid("STORE", str(uid), "+FLAGS.SILENT", "(\\Deleted)")
            client.uid("EXPUNGE", str(uid))
            acked.moved.add(mid)
    lost = sorted(m for m in acked.messages - acked.asked_expunge if m not in where)
    equal(lost, [], f"round {round_number}: acknowledged messages lost")
    equal(sorted(m for m in acked.expunged if m in where), [], "acknowledged expunges undone")
    unflagged = [m for m in acked.flagged if m in flags and not (b"\\Flagged" in flags[m] and b"$Held" in flags[m])]
    equal(unflagged, [], f"round {round_number}: acknowledged flags lost")
    equal([m for m in acked.moved if m in where and m in {x for x, _ in inbox.values()} and m not in doubled], [],
          "acknowledged moves undone")
    client.logout()


def check():
    acked = Acknowledged()
    counters = [iter(range(1_000_000)) for _ in range(4)]
    with Server(sets=["quota.default=1T", "quota.default-messages=1000000"]) as server:
        for round_number in range(ROUNDS):
            threads = [
                deliver_forever(server, acked, "lmtp-a", counters[0]),
                deliver_forever(server, acked, "lmtp-b", counters[1]),
                append_forever(server, acked, "append", counters[2]),
                change_forever(server, acked),
            ]
            wait_until(acked.grown_by(3 + round_number * 7 % 50, 1 + round_number * 5 % 17), "changes are acknowledged", 60, 0.003)
            server.kill()
            for thread in threads:
                thread.join(30)
                require(not thread.is_alive(), "a client did not notice that its server is gone")
            equal(acked.failures, [], f"round {round_number}: before the kill")
            started = time.monotonic()
            server.start()
            verify(server, acked, round_number)
            require(time.monotonic() - started < 30, "restart takes its time")
        for what in (acked.messages, acked.flagged, acked.moved, acked.expunged):
            require(len(what) >= ROUNDS, f"too little was acknowledged to prove anything: {len(what)}")
        print(f"     {ROUNDS} kills, {len(acked.messages)} acknowledged messages, {len(acked.flagged)} flagged, "
              f"{len(acked.moved)} moved, {len(acked.expunged)} expunged")
