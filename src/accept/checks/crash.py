"""kill -9 under load, thirty times (ACCEPT_CRASH_ROUNDS): every acknowledged message is there once, flags hold, no UID
comes twice, UIDVALIDITY stays."""
import imaplib
import os
import re
import threading
import time

from harness import Server, equal, lmtp_open, lmtp_send, message, require

NEEDS = ["python3"]
ROUNDS = int(os.environ.get("ACCEPT_CRASH_ROUNDS", "30"))
USER = "alice@example.org"


class Acknowledged:
    def __init__(self):
        self.lock = threading.Lock()
        self.messages, self.flagged, self.moved, self.expunged = set(), set(), set(), set()
        self.asked_expunge = set()
        self.named = {}
        self.validity = {}
        self.failures = []


def login(server):
    client = imaplib.IMAP4("127.0.0.1", server.imap)
    client.login(USER, Server.PASSWORD)
    return client


def rows(client, mailbox, acked):
    typ, data = client.select(mailbox)
    equal(typ, "OK", "SELECT")
    validity = int(client.response("UIDVALIDITY")[1][0])
    require(acked.validity.setdefault(mailbox, validity) == validity, f"UIDVALIDITY of {mailbox} changed")
    found = {}
    typ, data = client.uid("FETCH", "1:*", "(UID FLAGS BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")
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
        answer = lmtp_send(wire, [USER], message(mid, "Text.\r\n" * 50))[0]
        require(answer.startswith("250"), answer)
        with acked.lock:
            acked.messages.add("accept-" + mid)
    return until_killed(acked, act)


def append_forever(server, acked, name, numbers):
    client = login(server)

    def act():
        mid = f"{name}-{next(numbers)}"
        typ, data = client.append("INBOX", "(\\Seen)", None, message(mid))
        equal(typ, "OK", f"APPEND {data}")
        with acked.lock:
            acked.messages.add("accept-" + mid)
    return until_killed(acked, act)


def change_forever(server, acked):
    client = login(server)
    client.select("INBOX")

    def act():
        found = rows(client, "INBOX", acked)
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


def verify(server, acked, round_number):
    client = login(server)
    inbox = rows(client, "INBOX", acked)
    archive = rows(client, "Archive", acked)
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
    with Server(sets=["quota.default=unlimited"]) as server:
        for round_number in range(ROUNDS):
            threads = [
                deliver_forever(server, acked, "lmtp-a", counters[0]),
                deliver_forever(server, acked, "lmtp-b", counters[1]),
                append_forever(server, acked, "append", counters[2]),
                change_forever(server, acked),
            ]
            threading.Event().wait(0.4 + 1.4 * round_number / ROUNDS)
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
