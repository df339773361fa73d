"""offlineimap over TLS, both ways, a tree of folders: flags, new mail, deletions and new folders cross over; a run more
changes nothing."""
import hashlib
import mailbox
import ssl

from account import append, folders, keep, make, remove, subjects
from harness import Server, deliver, equal, message, require, run

NEEDS = ["offlineimap"]
FLAGS = {"S": "\\Seen", "R": "\\Answered", "F": "\\Flagged", "T": "\\Deleted", "D": "\\Draft"}
FAR_NAME, NAME_HERE = "Work/Caf&AOk- (3)", "Work.Caf&AOk- (3)"


def fingerprint(server):
    return hashlib.sha1(ssl.PEM_cert_to_DER_cert(ssl.get_server_certificate(("127.0.0.1", server.imaps)))).hexdigest()


def configuration(server, local):
    return f"""[general]
accounts = a
metadata = {server.home}/offlineimap
ui = basic
socktimeout = 30
[Account a]
localrepository = near
remoterepository = far
[Repository near]
type = Maildir
localfolders = {local}
sep = .
[Repository far]
type = IMAP
remotehost = 127.0.0.1
remoteport = {server.imaps}
ssl = yes
cert_fingerprint = {fingerprint(server)}
remoteuser = alice@example.org
remotepass = {Server.PASSWORD}
"""


def here(local, folder):
    """Subject → flags in a local folder, in IMAP's words."""
    return {str(m["Subject"]): {FLAGS[c] for c in m.get_flags()} for m in mailbox.Maildir(local / folder, create=False)}


def listing(local):
    return sorted(str(p.relative_to(local)) for p in local.rglob("*") if p.is_file())


def key(box, subject):
    return next(k for k, m in box.iteritems() if m["Subject"] == subject)


def change_here(local):
    """One flagged and answered, one gone, one new, and a new folder with a message."""
    box = mailbox.Maildir(local / "INBOX", create=False)
    flagged = box[key(box, "message 01")]
    flagged.set_subdir("cur")
    flagged.set_flags("FRS")
    box[key(box, "message 01")] = flagged
    box.remove(key(box, "message 02"))
    new = mailbox.MaildirMessage(message("here", subject="written here").replace(b"\r\n", b"\n"))
    new.set_subdir("cur")
    new.set_flags("DS")
    box.add(new)
    folder = mailbox.Maildir(local / "Made here", create=True)
    folder.add(message("made", subject="in a new folder").replace(b"\r\n", b"\n"))


def change_there(server):
    keep(server, "INBOX", "message 03", "+FLAGS", "\\Seen \\Flagged")
    keep(server, "INBOX", "message 00", "-FLAGS", "\\Seen")
    remove(server, "INBOX", "message 04")
    deliver(server, "alice@example.org", message("late", subject="arrived later"))
    make(server, "Made there")
    append(server, "Made there", message("there", subject="of the new folder"), "\\Seen")


def alike(server, local, what):
    names = {name.replace("/", "."): name for name in folders(server)}
    equal(sorted(p.name for p in local.iterdir()), sorted(names), f"folders {what}")
    for near, far in names.items():
        equal(here(local, near), subjects(server, far), f"{far} {what}")


def check():
    with Server() as server:
        for n in range(40):
            deliver(server, "alice@example.org", message(f"{n:02d}", f"Line {n}.\r\n" * (n + 1)))
        make(server, FAR_NAME)
        for n in range(5):
            append(server, FAR_NAME, message(f"w{n}"), "\\Seen \\Answered")
        keep(server, "INBOX", "message 00", "+FLAGS", "\\Seen")
        local = server.home / "local"
        local.mkdir()
        rc = server.home / "offlineimaprc"
        rc.write_text(configuration(server, local))
        sync = ["offlineimap", "-1", "-o", "-c", rc]
        run(sync)
        alike(server, local, "after the first run")
        equal(len(here(local, NAME_HERE)), 5, "messages in the folder beyond ASCII")
        before = listing(local), subjects(server)
        run(sync)
        equal((listing(local), subjects(server)), before, "both sides after a run without changes")
        change_here(local)
        change_there(server)
        run(sync)
        alike(server, local, "after changes on both sides")
        inbox = subjects(server)
        equal(inbox["message 01"], {"\\Seen", "\\Answered", "\\Flagged"}, "flags set here")
        equal(inbox["message 03"], {"\\Seen", "\\Flagged"}, "flags set there")
        equal(inbox["message 00"], set(), "a flag taken away there")
        equal(inbox["written here"], {"\\Draft", "\\Seen"}, "a message written here")
        require("arrived later" in inbox and not {"message 02", "message 04"} & set(inbox), f"INBOX: {sorted(inbox)}")
        require({"Made here", "Made there"} <= set(folders(server)), f"folders: {folders(server)}")
