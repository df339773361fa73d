"""imapflow (Node) over TLS: special use, folders beyond ASCII, append, fetch, download, search, flags, copy, move, quota, IDLE,
QRESYNC."""
import npm
from account import folders, subjects
from harness import CLIENTS, Server, equal, run

NEEDS = ["node", "npm"]


def check():
    with Server(quota="10M") as server:
        told = {"PORT": str(server.imaps), "CA": str(server.data / "tls" / "self-signed.crt"), "NAME": "alice@example.org",
                "PASSWORD": Server.PASSWORD}
        done = run(["node", CLIENTS / "imapflow.js"], env={**npm.environment(), **told})
        equal(done.stdout.decode().split(), ["done"], f"imapflow's last word: {done.stderr}")
        equal(subjects(server), {"number 1": set(), "number 5": {"\\Flagged"}, "idle 1": {"\\Seen"}, "idle 2": set()}, "INBOX")
        moved = next(name for name in folders(server) if name.startswith("Projekte/Gr"))
        equal(subjects(server, moved), {f"number {n}": {"\\Flagged", "$Work"} for n in (3, 4)}, moved)
        equal(subjects(server, "Archive"), {"number 1": set(), "number 2": {"\\Seen"}}, "Archive")
