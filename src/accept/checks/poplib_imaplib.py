"""Python's imaplib and poplib on one mailbox at once: what one does the other sees; IDLE tells within 200 ms."""
import imaplib
import poplib
import time

from harness import Server, Wire, deliver, equal, lax_tls, message, require

NEEDS = ["python3"]


def imap(server):
    client = imaplib.IMAP4_SSL("127.0.0.1", server.imaps, ssl_context=lax_tls())
    client.login("alice@example.org", Server.PASSWORD)
    return client


def pop(server):
    client = poplib.POP3("127.0.0.1", server.pop3, timeout=20)
    client.stls(lax_tls())
    client.user("alice@example.org")
    client.pass_(Server.PASSWORD)
    return client


def idle_delay(server, act):
    """Milliseconds from the act's end to the first untagged line of an IDLE session."""
    with Wire(("127.0.0.1", server.imap)) as wire:
        wire.line()
        for tag, command in ((b"a", f'LOGIN alice@example.org "{Server.PASSWORD}"'.encode()), (b"b", b"SELECT INBOX")):
            wire.send(tag + b" " + command + b"\r\n")
            while not wire.line().startswith(tag + b" OK"):
                pass
        wire.send(b"c IDLE\r\n")
        require(wire.line().startswith(b"+"), "IDLE goes on")
        act()
        acted = time.monotonic()
        line = wire.line()
        require(line.startswith(b"* "), f"untagged: {line}")
        delay = (time.monotonic() - acted) * 1000
        wire.send(b"DONE\r\n")
        while not wire.line().startswith(b"c OK"):
            pass
        return delay


def check():
    with Server() as server:
        for n in range(6):
            deliver(server, "alice@example.org", message(n))
        reader, watcher = imap(server), imap(server)
        equal(reader.select("INBOX")[1], [b"6"], "EXISTS")
        watcher.select("INBOX")
        first = pop(server)
        equal(first.stat()[0], 6, "STAT")
        uidls = first.uidl()[1]
        second = poplib.POP3("127.0.0.1", server.pop3, timeout=20)
        second.user("alice@example.org")
        try:
            second.pass_(Server.PASSWORD)
            raise AssertionError("a second POP3 session got the lock")
        except poplib.error_proto as e:
            require(b"[IN-USE]" in e.args[0], f"second session: {e}")
        # IMAP goes on while POP3 holds its lock
        reader.store("2", "+FLAGS", "\\Deleted")
        reader.expunge()
        equal(first.stat()[0], 6, "a POP3 session's view stands still")
        first.dele(1)
        equal(len(watcher.search(None, "ALL")[1][0].split()), 5, "DELE waits for QUIT")
        first.quit()
        watcher.noop()
        equal(len(watcher.search(None, "ALL")[1][0].split()), 4, "after QUIT it is gone")
        again = pop(server)
        equal(again.uidl()[1], [b"%d %s" % (i + 1, u.split()[1]) for i, u in enumerate(uidls[2:])], "UIDLs are stable")
        again.dele(1)
        again.rset()
        again.quit()
        equal(len(watcher.search(None, "ALL")[1][0].split()), 4, "RSET undoes")
        delays = [idle_delay(server, lambda n=n: deliver(server, "alice@example.org", message(100 + n))) for n in range(5)]
        require(sorted(delays)[2] < 200, f"IDLE tells a delivery within 200 ms: {delays}")
        reader.noop()  # STORE must not tell it what was expunged, so it could name a message that is gone
        delays = [idle_delay(server, lambda n=n: reader.store("1", ("+" if n % 2 == 0 else "-") + "FLAGS", "\\Flagged"))
                  for n in range(4)]
        require(sorted(delays)[2] < 200, f"IDLE tells a flag within 200 ms: {delays}")
        print(f"     slowest notice {max(delays):.1f} ms")
