"""Jakarta Mail's IMAP store over TLS and STARTTLS: folders and their events, messages, search, UIDPLUS, MOVE, quota, IDLE,
CONDSTORE, QRESYNC."""
from account import subjects
from harness import CLIENTS, POSTERN, Server, equal, run

NEEDS = ["java"]


def check():
    with Server(quota="10M") as server:
        done = run(["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", POSTERN.parents[1] / "lib" / "*",
                    CLIENTS / "JakartaMail.java", server.imap, server.imaps, server.data / "tls" / "self-signed.crt",
                    "alice@example.org", Server.PASSWORD])
        said = done.stdout.decode().split()
        equal(said[-1:], ["done"], f"the program's last word: {done.stderr}")
        print("     also " + (", ".join(said[:-1]) or "nothing"))
        left = subjects(server)
        equal(left, {"beta": {"$Work", "\\Seen", "\\Flagged"}, "Re: beta": {"\\Seen", "\\Flagged", "\\Draft"},
                     "first in IDLE": set(), "second": set(), "third": set()}, "INBOX")
