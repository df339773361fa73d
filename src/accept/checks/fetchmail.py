"""fetchmail by POP3 (leaving on the server, then deleting) and IMAP with IDLE-less polling."""
import mailbox

from harness import Server, deliver, equal, message, run_as_nobody

NEEDS = ["fetchmail", "procmail"]
COUNT = 12


def fetch(server, protocol, port, folder, server_options="", user_options=""):
    rc = folder / "fetchmailrc"
    rc.write_text(
        f'poll 127.0.0.1 protocol {protocol} port {port} {server_options} '
        f'username "alice@example.org" password "{Server.PASSWORD}" sslproto "" {user_options} '
        f'mda "procmail -m DEFAULT={folder}/mail/ /dev/null"\n')
    rc.chmod(0o600)
    return run_as_nobody(["fetchmail", "-f", rc, "--idfile", folder / "ids", "--pidfile", folder / "fetchmail.pid", "-v"],
                         folder, ok=(0, 1)).returncode


def fetched(folder):
    return len(mailbox.Maildir(folder / "mail"))


def check():
    with Server() as server:
        for n in range(COUNT):
            deliver(server, "alice@example.org", message(n))
        kept = server.home / "kept"
        kept.mkdir()
        equal(fetch(server, "pop3", server.pop3, kept, "uidl", "keep"), 0, "first POP3 run")
        equal(fetched(kept), COUNT, "messages fetched and left")
        equal(fetch(server, "pop3", server.pop3, kept, "uidl", "keep"), 1, "second run finds nothing new")
        deliver(server, "alice@example.org", message(COUNT))
        equal(fetch(server, "pop3", server.pop3, kept, "uidl", "keep"), 0, "third run")
        equal(fetched(kept), COUNT + 1, "one more")
        taken = server.home / "taken"
        taken.mkdir()
        equal(fetch(server, "imap", server.imap, taken, "", "fetchall nokeep"), 0, "IMAP run")
        equal(fetched(taken), COUNT + 1, "messages taken by IMAP")
        equal(fetch(server, "pop3", server.pop3, taken, "", "fetchall"), 1, "nothing is left")
