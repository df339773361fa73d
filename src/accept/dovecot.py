"""Debian's Dovecot on a directory of its own: IMAP and POP3 on loopback, for checks of adoption and return."""
import os
import pathlib
import pwd
import signal
import subprocess

from harness import Wire, free_ports, run, wait_until

OWNER = "nobody"


class Dovecot:
    """Serves `home`/mail/<domain>/<local part>; any user has the same password."""

    PASSWORD = "pass"

    def __init__(self, home, layout="", sets=()):
        self.home = pathlib.Path(home)
        self.mail = self.home / "mail"
        self.imap, self.pop3 = free_ports(2)
        self.log = self.home / "dovecot.log"
        self.config = self.home / "dovecot.conf"
        for folder in ("mail", "run", "state"):
            (self.home / folder).mkdir(exist_ok=True)
        location = f"maildir:{self.mail}/%d/%n" + (f":LAYOUT={layout}" if layout else "")
        self.config.write_text(
            f"""protocols = imap pop3
base_dir = {self.home}/run
state_dir = {self.home}/state
log_path = {self.log}
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
first_valid_gid = 1
default_internal_user = {OWNER}
default_login_user = {OWNER}
default_internal_group = nogroup
mail_location = {location}
mail_fsync = never
{chr(10).join(sets)}
passdb {{
  driver = static
  args = password={self.PASSWORD}
}}
userdb {{
  driver = static
  args = uid={OWNER} gid=nogroup home={self.home}/state
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {self.imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service pop3-login {{
  chroot =
  inet_listener pop3 {{
    address = 127.0.0.1
    port = {self.pop3}
  }}
  inet_listener pop3s {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""
        )
        self.process = None

    def start(self):
        """The mail becomes Dovecot's own: it serves nobody as root."""
        uid = pwd.getpwnam(OWNER).pw_uid
        for path in [self.mail, self.home / "state", *self.mail.rglob("*")]:
            os.chown(path, uid, -1, follow_symlinks=False)
        self.process = subprocess.Popen(
            ["dovecot", "-F", "-c", str(self.config)], stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until(self._answers, "Dovecot answers", 30)
        return self

    def _answers(self):
        try:
            with Wire(("127.0.0.1", self.imap)) as wire:
                return wire.line().startswith(b"* OK")
        except OSError:
            return False

    def stop(self):
        run(["doveadm", "-c", self.config, "stop"], ok=None)
        self.process.wait(30)

    def complaints(self):
        """Lines of its log that tell of something wrong with the mail."""
        lines = self.log.read_text("utf-8", "replace").splitlines() if self.log.exists() else []
        return [line for line in lines if any(word in line for word in ("Error", "Warning", "Panic", "Fatal"))
                and "Killed with signal 15" not in line]

    def __enter__(self):
        return self if self.process else self.start()

    def __exit__(self, *_):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(30)
