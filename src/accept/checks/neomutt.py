"""neomutt with a header cache and QRESYNC, driven by pushed commands: lists, tags, moves, copies, flags, deletes; when it
comes back it learns what has happened meanwhile, and asks for no header twice where only flags have changed."""
import re
import shlex

from account import append, keep, remove, subjects
from harness import Server, deliver, equal, message, require
from terminal import Terminal

NEEDS = ["neomutt", "tmux"]


def neomutt(server, log, push):
    """A terminal with neomutt that has typed the commands once INBOX is open."""
    rc = server.home / "neomuttrc"
    rc.write_text(
        f"""set folder="imap://alice%40example.org@127.0.0.1:{server.imap}/"
set imap_user="alice@example.org"
set imap_pass="{Server.PASSWORD}"
set spoolfile="+INBOX"
set ssl_starttls=no ssl_force_tls=no
set header_cache="{server.home}/headers"
set imap_condstore=yes imap_qresync=yes
set confirmappend=no delete=yes quit=yes move=no mail_check=1 timeout=1 sort=date beep=no wait_key=no
set index_format="%4C %S %s"
""")
    home = shlex.quote(str(server.home))
    typed = shlex.quote(f"push '{push}'")
    return Terminal(server, f"env TERM=xterm LC_ALL=C.UTF-8 HOME={home}"
                            f" neomutt -n -F {home}/neomuttrc -d 3 -l {home}/{log} -e {typed}")


def wire_log(server, log):
    """neomutt's own log; it appends a number to the name."""
    return (server.home / f"{log}0").read_text("utf-8", "replace")


def check():
    with Server() as server:
        for n in range(4):
            deliver(server, "alice@example.org", message(f"i{n}", subject=f"invoice {n}"))
            deliver(server, "alice@example.org", message(f"n{n}", subject=f"note {n}"))
        append(server, "Archive", message("old", subject="archived before"), "\\Seen")
        tag = "<tag-pattern>~s {}<enter><tag-prefix>"
        with neomutt(server, "first.log", tag.format("invoice") + "<save-message>=Archive<enter>"
                     + "<tag-pattern>~A<enter><untag-pattern>~A<enter>"
                     + tag.format("note.[12]") + "<flag-message><untag-pattern>~A<enter>"
                     + tag.format("note.1") + "<copy-message>=Sent<enter><untag-pattern>~A<enter>"
                     + "<delete-pattern>~s note.3<enter><sync-mailbox><exit>") as terminal:
            terminal.ends()
        flagged = subjects(server)
        equal(sorted(flagged), ["note 0", "note 1", "note 2"], "INBOX after the first run")
        equal(sorted(s for s in flagged if "\\Flagged" in flagged[s]), ["note 1", "note 2"], "flagged messages")
        equal(sorted(subjects(server, "Archive")), ["archived before", *(f"invoice {n}" for n in range(4))], "Archive")
        equal(sorted(subjects(server, "Sent")), ["note 1"], "Sent")
        # meanwhile: one gone, one with other flags, one new
        remove(server, "INBOX", "note 0")
        keep(server, "INBOX", "note 1", "FLAGS", "\\Answered")
        deliver(server, "alice@example.org", message("new", subject="news of today"))
        with neomutt(server, "second.log", "<refresh>") as terminal:
            terminal.shows("news of today")
            screen = terminal.screen()
            require("note 0" not in screen, f"an expunged message is listed:\n{screen}")
            require(re.search(r"r\s+note 1", screen), f"the changed flags are not shown:\n{screen}")
            terminal.keys("q")
            terminal.ends()
        require("CHANGEDSINCE" in wire_log(server, "second.log"), "neomutt asks what has changed")
        keep(server, "INBOX", "note 2", "FLAGS", "\\Seen \\Deleted")
        with neomutt(server, "third.log", "<refresh>") as terminal:
            terminal.shows("D note 2")
            deliver(server, "alice@example.org", message("newer", subject="newer news"))
            terminal.shows("newer news")
            terminal.keys("q")
            terminal.ends()
        log = wire_log(server, "third.log")
        fetched = re.findall(r"FETCH ([0-9:,]+) \(UID FLAGS INTERNALDATE", log)
        equal(fetched, ["4:4"], "headers asked for when only flags have changed, and one message came")
        require("(CHANGEDSINCE" in log and "QRESYNC failed" not in log, f"QRESYNC failed:\n{log[-3000:]}")
        equal(sorted(subjects(server)), ["newer news", "news of today", "note 1"], "INBOX at last")
