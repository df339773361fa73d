"""mutt in a terminal: lists, opens, flags, moves and deletes; the server sees it."""
import shlex

from account import session
from harness import Server, deliver, equal, message, require, wait_until
from terminal import Terminal

NEEDS = ["mutt", "tmux"]


def check():
    with Server() as server:
        for n in range(5):
            deliver(server, "alice@example.org", message(n, f"Body of {n}.\r\n", f"Subject number {n}"))
        rc = server.home / "muttrc"
        rc.write_text(
            f"""set folder="imap://alice%40example.org@127.0.0.1:{server.imap}/"
set imap_user="alice@example.org"
set imap_pass="{Server.PASSWORD}"
set spoolfile="+INBOX"
set ssl_starttls=no ssl_force_tls=no
set header_cache="" confirmappend=no delete=yes quit=yes move=no mail_check=1 timeout=1 imap_idle=yes sort=date
set imap_check_subscribed=no beep=no
""")
        terminal = Terminal(server, f"env TERM=xterm HOME={shlex.quote(str(server.home))} mutt -n -F {shlex.quote(str(rc))}")
        try:
            terminal.shows("Subject number 4")
            terminal.keys("1", "Enter")
            terminal.keys("Enter")
            terminal.shows("Body of 0.")
            terminal.keys("q")
            terminal.shows("Subject number 1")
            deliver(server, "alice@example.org", message(9, "New.\r\n", "Arrived while idle"))
            terminal.shows("Arrived while idle")
            terminal.keys("2", "Enter")
            terminal.keys("F")
            terminal.keys("3", "Enter")
            terminal.keys("s")
            terminal.shows("Save to mailbox")
            terminal.keys("C-u")
            terminal.keys("=Archive", "Enter")
            terminal.keys("4", "Enter")
            terminal.keys("d")
            terminal.keys("$")
            wait_until(lambda: count(server, "Archive") == 1, "the moved message is in Archive")
            wait_until(lambda: count(server, "INBOX") == 4, "INBOX after a move and a deletion")
            terminal.keys("q")
        finally:
            terminal.close()
        with session(server) as client:
            client.select("INBOX")
            equal(len(client.search(None, "FLAGGED")[1][0].split()), 1, "flagged messages")
            require(len(client.search(None, "SEEN")[1][0].split()) >= 1, "the opened message is seen")


def count(server, folder):
    with session(server) as client:
        return int(client.select(folder, readonly=True)[1][0])
