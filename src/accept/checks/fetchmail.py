"""fetchmail by POP3 (leaving on the server, then deleting) and IMAP with IDLE-less polling."""
import mailbox

from harness import Server, deliver, equal, message, require, run

NEEDS = ["fetchmail", "procmail"]
COUNT = 12


def fetch(server, protocol, port, target, extra=()):
    rc = server.home / "fetchmailrc"
    rc.write_text(
        f'poll 127.0.0.1 protocol {protocol} port {port} username "alice@example.org" password "{Server.PASSWORD}" '
        f'{" ".join(extra)} mda "procmail -m DEFAULT={target}/ /dev/null"\n')
    rc.chmod(0o600)
    return run(["fetchmail", "-f", rc, "--idfile", server.home / "ids", "--pidfile", server.home / "fetchmail.pid",
                "--sslproto", "", "-v"], ok=(0, 1)).returncode


def check():
    with Server() as server:
        for n in range(COUNT):
            deliver(server, "alice@example.org", message(n))
        kept = server.home / "kept"
        mailbox.Maildir(kept)
        equal(fetch(server, "pop3", server.pop3, kept, ["keep", "uidl"]), 0, "first POP3 run")
        equal(len(mailbox.Maildir(kept)), COUNT, "messages fetched and left")
        equal(fetch(server, "pop3", server.pop3, kept, ["keep", "uidl"]), 1, "second run finds nothing new")
        deliver(server, "alice@example.org", message(COUNT))
        equal(fetch(server, "pop3", server.pop3, kept, ["keep", "uidl"]), 0, "third run")
        equal(len(mailbox.Maildir(kept)), COUNT + 1, "one more")
        taken = server.home / "taken"
        mailbox.Maildir(taken)
        equal(fetch(server, "imap", server.imap, taken, ["fetchall", "nokeep"]), 0, "IMAP run")
        equal(len(mailbox.Maildir(taken)), COUNT + 1, "messages taken by IMAP")
        require(fetch(server, "pop3", server.pop3, taken, ["fetchall"]) == 1, "nothing is left")
