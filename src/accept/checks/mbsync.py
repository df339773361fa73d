"""mbsync both ways with 500 messages; the second run changes nothing; flags, deletions and new mail cross over."""
import mailbox
import re

from harness import Server, deliver, equal, lmtp_open, lmtp_send, message, require, run

NEEDS = ["mbsync"]
COUNT = 500


def listing(folder):
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file() and "/.mbsync" not in str(p))


def check():
    with Server() as server:
        with lmtp_open(("127.0.0.1", server.lmtp)) as wire:
            for n in range(COUNT):
                body = f"Line {n}.\r\n" * (n % 40 + 1)
                require(lmtp_send(wire, ["alice@example.org"], message(n, body))[0].startswith("250"), "delivery")
        local = server.home / "local"
        local.mkdir()
        rc = server.home / "mbsyncrc"
        rc.write_text(
            f"""IMAPAccount a
Host 127.0.0.1
Port {server.imap}
User alice@example.org
Pass "{Server.PASSWORD}"
SSLType None
AuthMechs LOGIN

IMAPStore far
Account a

MaildirStore near
Path {local}/
Inbox {local}/INBOX
SubFolders Verbatim

Channel c
Far :far:
Near :near:
Patterns *
Create Both
Expunge Both
SyncState *
""")
        sync = ["mbsync", "-V", "-c", rc, "-a"]
        run(sync, timeout=180)
        box = mailbox.Maildir(local / "INBOX", create=False)
        equal(len(box), COUNT, "messages after the first run")
        before = listing(local)
        second = run(sync, timeout=180)
        equal(listing(local), before, "files after the second run")
        out = (second.stdout + second.stderr).decode()
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
        run(sync, timeout=180)
        run(sync, timeout=180)
        box = mailbox.Maildir(local / "INBOX", create=False)
        equal(len(box), COUNT, "messages after one deletion and one arrival")
        status = server.tool("mailbox", "status", "alice@example.org", "INBOX", "--json").stdout.decode()
        require(f'"messages":{COUNT}' in re.sub(r"\s", "", status), f"mailbox status: {status}")
