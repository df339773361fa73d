"""mbsync with a Maildir of its own."""
from account import ALICE
from harness import equal, run


class Mirror:
    """An mbsync copy of the account; it must not care who serves it."""

    def __init__(self, home):
        self.local = home / "mirror"
        self.local.mkdir()
        self.rc = home / "mbsyncrc"

    def sync(self, server):
        """Returns what mbsync said."""
        self.rc.write_text(
            f"""IMAPAccount a
Host 127.0.0.1
Port {server.imap}
User {ALICE}
Pass "{server.PASSWORD}"
SSLType None
AuthMechs LOGIN

IMAPStore far
Account a

MaildirStore near
Path {self.local}/
Inbox {self.local}/INBOX
SubFolders Verbatim

Channel c
Far :far:
Near :near:
Patterns *
Create Both
Expunge Both
SyncState *
"""
        )
        done = run(["mbsync", "-V", "-c", self.rc, "-a"], timeout=180)
        return (done.stdout + done.stderr).decode()

    def files(self):
        return sorted(
            str(p.relative_to(self.local))
            for p in self.local.rglob("*") if p.is_file() and ".mbsync" not in p.name and ".uidvalidity" not in p.name)

    def unchanged(self, server, where):
        before = self.files()
        self.sync(server)
        equal(self.files(), before, f"{where}: mbsync changes nothing")
