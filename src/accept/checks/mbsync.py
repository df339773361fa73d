"""mbsync both ways with 500 messages; the second run changes nothing; flags, deletions and new mail cross over."""
import mailbox
import re

from harness import Server, deliver, equal, lmtp_open, lmtp_send, message, require
from mirror import Mirror

NEEDS = ["mbsync"]
COUNT = 500


def check():
    with Server() as server:
        with lmtp_open(("127.0.0.1", server.lmtp)) as wire:
            for n in range(COUNT):
                body = f"Line {n}.\r\n" * (n % 40 + 1)
                require(lmtp_send(wire, ["alice@example.org"], message(n, body))[0].startswith("250"), "delivery")
        mirror = Mirror(server.home)
        mirror.sync(server)
        box = mailbox.Maildir(mirror.local / "INBOX", create=False)
        equal(len(box), COUNT, "messages after the first run")
        before = mirror.files()
        out = mirror.sync(server)
        equal(mirror.files(), before, "files after the second run")
        moved = [x for x in re.findall(r"[+*#-](\d+)", out.splitlines()[-1] if out else "") if x != "0"]
        equal(moved, [], "the second run changes nothing: " + out[-300:])
        # here: one deleted, one answered; there: one new
        keys = sorted(box.keys())
        box.remove(keys[0])
        flagged = box[keys[1]]
        flagged.set_subdir("cur")
        flagged.set_flags("RS")
        box[keys[1]] = flagged
        deliver(server, "alice@example.org", message(COUNT))
        mirror.sync(server)
        mirror.sync(server)
        box = mailbox.Maildir(mirror.local / "INBOX", create=False)
        equal(len(box), COUNT, "messages after one deletion and one arrival")
        status = server.tool("mailbox", "status", "alice@example.org", "INBOX", "--json").stdout.decode()
        require(f'"messages":{COUNT}' in re.sub(r"\s", "", status), f"mailbox status: {status}")
