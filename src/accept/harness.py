"""What every check needs: a packaged server of its own on free ports, small exact clients, and waiting with a deadline."""
import os
import pathlib
import random
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
POSTERN = pathlib.Path(os.environ.get("ACCEPT_HOME", ROOT / "target" / "postern")) / "bin" / "postern"
CLIENTS = ROOT / "src" / "accept" / "clients"
SCREENS = ROOT / "target" / "accept-screens"
MAIL = ROOT / "src" / "test" / "resources" / "mail"
NOBODY = 65534
CORPUS = pathlib.Path(os.environ.get("ACCEPT_CORPUS", ROOT.parent / "shared" / "corpus"))


class CheckFailed(Exception):
    """A check saw something else than it must see."""


def require(condition, message):
    if not condition:
        raise CheckFailed(message)


def equal(actual, expected, what):
    if actual != expected:
        raise CheckFailed(f"{what}: expected {shorten(expected)}, got {shorten(actual)}")


def shorten(value):
    text = repr(value)
    return text if len(text) < 400 else text[:200] + " … " + text[-200:]


def wait_until(condition, what, seconds=20.0, step=0.02):
    """Asks again and again until the condition gives something true, which is returned."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise CheckFailed(f"not within {seconds} s: {what}")
        threading.Event().wait(step)


def run(args, timeout=120, ok=(0,), **kwargs):
    """Runs a client to its end; its output is part of the failure's text."""
    done = subprocess.run([str(a) for a in args], capture_output=True, timeout=timeout, **kwargs)
    if ok is not None and done.returncode not in ok:
        out = (done.stdout + b"\n" + done.stderr).decode("utf-8", "replace")
        raise CheckFailed(f"{args[0]} ended with {done.returncode}:\n{out[-3000:]}")
    return done


def run_as_nobody(args, folder, **kwargs):
    """Runs a client that refuses to work for root; the folder becomes its own."""
    if os.geteuid() != 0:
        return run(args, **kwargs)
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, NOBODY, NOBODY)
    env = {**os.environ, "HOME": str(folder)}
    return run(args, user=NOBODY, group=NOBODY, extra_groups=[], env=env, cwd=folder, **kwargs)


def free_ports(count):
    """Below the range from which the system takes ports for clients, so that none is gone when a server starts again."""
    found = []
    while len(found) < count:
        port = random.randrange(12_000, 32_000)
        with socket.socket() as s:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                s.bind(("127.0.0.1", port))
                found.append(port)
            except OSError:
                continue
    return found


class Server:
    """`postern serve` from the packaged distribution, in a temporary directory, with alice and bob."""

    PASSWORD = "correct horse"

    def __init__(self, sets=(), users=("alice@example.org", "bob@example.org"), quota=None):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="postern-accept-"))
        self.home.chmod(0o711)
        self.data = self.home / "data"
        ports = free_ports(5)
        self.imap, self.imaps, self.pop3, self.pop3s, self.lmtp = ports
        self.lmtp_socket = self.home / "lmtp.sock"
        self.config = self.home / "postern.toml"
        self.config.write_text(
            f"""hostname = "mx.example.org"
data-dir = "{self.data}"
bind = ["127.0.0.1"]
[imap]
port = {self.imap}
tls-port = {self.imaps}
[pop3]
port = {self.pop3}
tls-port = {self.pop3s}
[lmtp]
port = {self.lmtp}
socket = "{self.lmtp_socket}"
"""
        )
        self.sets = list(sets)
        self.process = None
        self.log = self.home / "server.log"
        for user in users:
            self.add_user(user, quota)

    def command(self, *args, stdin=b"", ok=(0,), timeout=60):
        flags = [x for s in self.sets for x in ("--set", s)]
        return run([POSTERN, *args[:1], "-c", self.config, *flags, *args[1:]], timeout=timeout, ok=ok, input=stdin)

    def add_user(self, user, quota=None):
        # "user add": the sub-command comes before the options
        flags = [x for s in self.sets for x in ("--set", s)]
        extra = ["--quota", quota] if quota else []
        run([POSTERN, "user", "add", "-c", self.config, *flags, user, "--password-stdin", *extra],
            input=(self.PASSWORD + "\n").encode())

    def tool(self, *args, stdin=b"", ok=(0,), timeout=60):
        """Any command; -c and --set go behind the (sub-)command words."""
        words = 2 if args[0] in ("user", "domain", "quota", "mailbox", "maildir", "queue") else 1
        flags = [x for s in self.sets for x in ("--set", s)]
        return run([POSTERN, *args[:words], "-c", self.config, *flags, *args[words:]], timeout=timeout, ok=ok, input=stdin)

    def start(self, java_opts=""):
        env = dict(os.environ)
        if java_opts:
            env["POSTERN_JAVA_OPTS"] = java_opts
        flags = [x for s in self.sets for x in ("--set", s)]
        log = open(self.log, "ab")
        self.process = subprocess.Popen(
            [str(POSTERN), "serve", "-c", str(self.config), *flags],
            stdout=subprocess.PIPE, stderr=log, stdin=subprocess.DEVNULL, env=env)
        log.close()
        ready = []
        threading.Thread(target=lambda: ready.append(self._wait_ready()), daemon=True).start()
        wait_until(lambda: ready or self.process.poll() is not None, "server prints ready", 60)
        require(ready and ready[0], "server did not get ready:\n" + self.tail())
        return self

    def _wait_ready(self):
        for line in self.process.stdout:
            if line.strip() == b"ready":
                threading.Thread(target=self.process.stdout.read, daemon=True).start()
                return True
        return False

    def tail(self, octets=3000):
        return self.log.read_text("utf-8", "replace")[-octets:] if self.log.exists() else ""

    def kill(self):
        """As a power switch would, but for the page cache."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(30)

    def stop(self):
        """As systemd would; returns the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)

    def __enter__(self):
        return self if self.process else self.start()

    def __exit__(self, kind, value, trace):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait(30)
        if kind is None:
            shutil.rmtree(self.home, ignore_errors=True)
        else:
            print(f"--- server log ({self.home}) ---\n{self.tail()}", file=sys.stderr)


def lax_tls():
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class Wire:
    """A socket that sends octets and reads lines or exact counts."""

    def __init__(self, address, tls=False, timeout=30):
        family = socket.AF_UNIX if isinstance(address, (str, pathlib.Path)) else socket.AF_INET
        self.sock = socket.socket(family, socket.SOCK_STREAM)
        self.sock.settimeout(timeout)
        self.sock.connect(str(address) if family == socket.AF_UNIX else address)
        if tls:
            self.start_tls()
        self.buffer = b""

    def start_tls(self):
        self.sock = lax_tls().wrap_socket(self.sock)
        self.buffer = b""

    def send(self, octets):
        self.sock.sendall(octets)

    def _more(self):
        got = self.sock.recv(1 << 16)
        if not got:
            raise EOFError("connection closed by the server, left: " + shorten(self.buffer))
        self.buffer += got

    def line(self):
        while b"\r\n" not in self.buffer:
            self._more()
        line, self.buffer = self.buffer.split(b"\r\n", 1)
        return line

    def octets(self, count):
        while len(self.buffer) < count:
            self._more()
        octets, self.buffer = self.buffer[:count], self.buffer[count:]
        return octets

    def until(self, mark):
        """Everything before the mark; the mark is consumed."""
        parts = [self.buffer]
        tail = self.buffer
        while mark not in tail:
            got = self.sock.recv(1 << 16)
            if not got:
                raise EOFError("connection closed by the server")
            parts.append(got)
            tail = tail[-len(mark):] + got
        whole = b"".join(parts)
        body, self.buffer = whole.split(mark, 1)
        return body

    def reply(self):
        """An SMTP-like reply, several lines or one."""
        lines = [self.line()]
        while lines[-1][3:4] == b"-":
            lines.append(self.line())
        return b"\n".join(lines).decode("utf-8", "replace")

    def close(self):
        self.sock.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def lmtp_open(address):
    wire = Wire(address)
    equal(wire.reply()[:3], "220", "LMTP greeting")
    wire.send(b"LHLO client.example.org\r\n")
    equal(wire.reply()[:3], "250", "LHLO")
    return wire


def dot_stuff(message):
    """For DATA: a dot more where a line (after CRLF) starts with one, and a final CRLF if there is none."""
    if not message.endswith(b"\r\n"):
        message += b"\r\n"
    stuffed = (b"\r\n" + message).replace(b"\r\n.", b"\r\n..")[2:]
    return stuffed + b".\r\n"


def lmtp_send(wire, recipients, message, sender="sender@example.net"):
    """One transaction by DATA; returns the replies: of each refused RCPT, else of each recipient."""
    wire.send(f"MAIL FROM:<{sender}> SIZE={len(message)} BODY=8BITMIME\r\n".encode())
    mail = wire.reply()
    if not mail.startswith("250"):
        return [mail]
    answers = []
    for recipient in recipients:
        wire.send(f"RCPT TO:<{recipient}>\r\n".encode())
        answers.append(wire.reply())
    accepted = [i for i, a in enumerate(answers) if a.startswith("250")]
    if not accepted:
        wire.send(b"RSET\r\n")
        wire.reply()
        return answers
    wire.send(b"DATA\r\n")
    data = wire.reply()
    if not data.startswith("354"):
        return [data]
    wire.send(dot_stuff(message))
    for i in accepted:
        answers[i] = wire.reply()
    return answers


def deliver(server, recipient, message, sender="sender@example.net"):
    with lmtp_open(("127.0.0.1", server.lmtp)) as wire:
        answers = lmtp_send(wire, [recipient], message, sender)
    require(all(a.startswith("250") for a in answers), f"delivery refused: {answers}")


def message(number, body="Hello.\r\n", subject=None):
    """A small message of which the number can be found again."""
    second = zlib.crc32(str(number).encode()) % 3600
    return (
        f"From: Sender <sender@example.net>\r\nTo: Alice <alice@example.org>\r\n"
        f"Subject: {subject or 'message ' + str(number)}\r\n"
        f"Date: Mon, 23 Nov 2026 10:{second // 60:02d}:{second % 60:02d} +0000\r\n"
        f"Message-ID: <accept-{number}@example.net>\r\nMIME-Version: 1.0\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{body}"
    ).encode()
