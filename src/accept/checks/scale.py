"""Mailboxes of ACCEPT_SCALE messages ("1000 10000") that another server left: first sight, single messages, a listing, a restart,
a kill. Nothing is lost or numbered anew; the wall and processor time that each takes is printed, and decides nothing."""
import os
import re
import socket
import statistics
import time
import zlib

from harness import Server, equal, lmtp_open, lmtp_send, message, require

NEEDS = ["python3"]
SIZES = [int(n) for n in os.environ.get("ACCEPT_SCALE", "1000 10000").split()]
USER = "alice@example.org"
BODY = "A line of text that is as long as such lines are.\r\n" * 20
TIMES = 20


class Client:
    """Sends commands and keeps of the answers a checksum and the end, however long they are."""

    def __init__(self, server):
        self.socket = socket.create_connection(("127.0.0.1", server.imap), timeout=1800)
        self.socket.recv(4096)
        self.command(f'LOGIN {USER} "{Server.PASSWORD}"')

    def command(self, text):
        self.socket.sendall(f"t {text}\r\n".encode())
        checksum, end = 0, b"\r\n"
        while not (end.endswith(b"\r\n") and (done := re.search(rb"\r\nt (OK|NO|BAD) [^\r\n]*\r\n$", end))):
            got = self.socket.recv(1 << 20)
            require(got, f"closed after {text}")
            checksum = zlib.crc32(got, checksum)
            end = (end + got)[-4096:]
        equal(done.group(1), b"OK", text)
        return checksum, end

    def select(self, expected):
        end = self.command("SELECT INBOX")[1]
        equal(int(re.search(rb"\* (\d+) EXISTS", end).group(1)), expected, "EXISTS")

    def listing(self):
        return self.command("UID FETCH 1:* (FLAGS RFC822.SIZE INTERNALDATE ENVELOPE)")[0]

    def close(self):
        self.socket.close()


class Times:
    """Of each thing done: the median of its wall time, and processor time of the server, in milliseconds."""

    def __init__(self, server):
        self.server, self.rows = server, {}

    def _processor(self):
        with open(f"/proc/{self.server.process.pid}/stat", encoding="ascii") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")

    def of(self, what, act, times=1):
        walls, before = [], self._processor()
        for turn in range(times):
            started = time.monotonic()
            result = act(turn)
            walls.append((time.monotonic() - started) * 1000)
        self.rows[what] = statistics.median(walls), (self._processor() - before) / times
        return result


def fill(folder, count):
    """Files as Dovecot leaves them: LF, their sizes in their names."""
    for number in range(count):
        sent = message(number, BODY)
        text = sent.replace(b"\r\n", b"\n")
        came = 1_700_000_000 + number
        path = folder / f"{came}.M{number}P7.old,S={len(text)},W={len(sent)}:2,{'S' if number % 10 else ''}"
        path.write_bytes(text)
        os.utime(path, (came, came))


def each(times, client, count, when):
    """What is asked of single messages."""
    row = [1 + turn * 7919 % count for turn in range(TIMES)]
    times.of(f"STORE of one, {when}", lambda n: client.command(f"STORE {row[n]} +FLAGS.SILENT (\\Flagged $n{n})"), TIMES)
    times.of(f"BODY[] of one, {when}", lambda n: client.command(f"FETCH {row[n]} (BODY.PEEK[])"), TIMES)
    times.of(f"ENVELOPE of one, {when}", lambda n: client.command(f"FETCH {row[n]} (ENVELOPE)"), TIMES)


def deliver(server, times, client):
    with lmtp_open(("127.0.0.1", server.lmtp)) as wire:
        def one(number):
            answer = lmtp_send(wire, [USER], message(f"late-{number}"))[0]
            require(answer.startswith("250"), answer)
            client.command("NOOP")
        times.of("delivery, and NOOP that tells", one, TIMES)


def measure(server, count):
    Client(server).close()
    server.stop()
    fill(next(server.data.rglob("alice")) / "cur", count)
    server.start()
    times = Times(server)
    client = Client(server)
    times.of("first SELECT", lambda _: client.select(count))
    each(times, client, count, "not listed")
    listed = times.of("first listing of all", lambda _: client.listing())
    equal(times.of("listing again", lambda _: client.listing()), listed, "the listing")
    each(times, client, count, "listed")
    deliver(server, times, client)
    client.close()
    client = Client(server)  # to which nothing is recent any more
    client.select(count + TIMES)
    listed = client.listing()
    client.close()
    for what, end in (("restart", server.stop), ("kill", server.kill)):
        end()
        server.start()
        client = Client(server)
        times.of(f"SELECT after a {what}", lambda _: client.select(count + TIMES))
        equal(client.listing(), listed, f"the listing after a {what}")
        client.close()
    return times.rows


def check():
    columns = []
    for count in SIZES:
        with Server(sets=["quota.default=unlimited"]) as server:
            columns.append(measure(server, count))
    print("     milliseconds, wall/processor" + " " * 5 + "".join(f"{count:>19,}" for count in SIZES))
    for what in columns[0]:
        print(f"     {what:32}" + "".join(f"{column[what][0]:11.1f}/{column[what][1]:<7.1f}" for column in columns))
