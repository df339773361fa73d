"""Roundcube in a browser: logs in after STARTTLS, lists, reads, flags, moves, searches, drafts, deletes, makes a folder, sees new
mail and the quota; each step is looked for in the page and through imaplib. Screenshots are in target/accept-screens."""
import os
import pathlib
import re
import signal
import sqlite3
import subprocess

from account import folders, session, subjects
from browser import Browser
from harness import Server, deliver, equal, free_ports, message, require, wait_until

WEB = pathlib.Path("/var/lib/roundcube/public_html")
DEFAULTS = "/etc/roundcube/defaults.inc.php"
SCHEMA = pathlib.Path("/usr/share/roundcube/SQL/sqlite.initial.sql")
NEEDS = ["php", "chromium", "chromedriver", str(WEB / "index.php"), str(SCHEMA)]
ROWS = "[...document.querySelectorAll('#messagelist tr.message')].filter(r => r.offsetParent !== null)"
LISTED = ROWS + ".map(r => r.querySelector('td.subject .subject a').innerText.trim())"


class Roundcube:
    """PHP's own web server with Debian's Roundcube; configuration, database and logs in the server's directory."""

    def __init__(self, server):
        self.home = server.home / "roundcube"
        self.logs = self.home / "logs"
        self.port = free_ports(1)[0]
        for folder in (self.logs, self.home / "temp"):
            folder.mkdir(parents=True)
        (self.home / "defaults.inc.php").write_text(f"<?php include '{DEFAULTS}';\n")
        (self.home / "config.inc.php").write_text(
            f"""<?php
$config['db_dsnw'] = 'sqlite:///{self.home}/roundcube.db?mode=0600';
$config['imap_host'] = 'tls://127.0.0.1:{server.imap}';
$config['imap_conn_options'] = ['ssl' => ['verify_peer' => true, 'cafile' => '{server.data}/tls/self-signed.crt']];
$config['imap_debug'] = true;
$config['imap_cache'] = 'db';
$config['messages_cache'] = 'db';
$config['des_key'] = 'twenty-four-octets-here!';
$config['log_dir'] = '{self.logs}/';
$config['temp_dir'] = '{self.home}/temp/';
$config['plugins'] = [];
$config['skin'] = 'elastic';
$config['language'] = 'en_US';
$config['mail_read_time'] = 0;
$config['display_next'] = false;
$config['check_all_folders'] = true;
""")
        with sqlite3.connect(self.home / "roundcube.db") as db:
            db.executescript(SCHEMA.read_text())
        db.close()

    def __enter__(self):
        env = {**os.environ, "ROUNDCUBE_CONFIG_DIR": str(self.home), "PHP_CLI_SERVER_WORKERS": "3"}
        with open(self.home / "php.log", "wb") as log:
            self.process = subprocess.Popen(["php", "-S", f"127.0.0.1:{self.port}", "-t", str(WEB)], env=env, stdout=log,
                                            stderr=log, start_new_session=True)
        return self

    def __exit__(self, *_):
        os.killpg(self.process.pid, signal.SIGTERM)  # its workers too
        self.process.wait(10)

    def url(self, query=""):
        return f"http://127.0.0.1:{self.port}/{query}"

    def imap(self):
        """What Roundcube has said and heard."""
        return (self.logs / "imap.log").read_text("utf-8", "replace")


def lists(page, *wanted):
    page.until(f"JSON.stringify({LISTED}.sort()) == arguments[0]", compact(sorted(wanted)), what=f"the list is {sorted(wanted)}")


def compact(names):
    return "[" + ",".join(f'"{n}"' for n in names) + "]"


def choose(page, subject):
    """Clicks the message; what it says comes in the frame beside."""
    page.run(f"""const row = {ROWS}.find(r => r.querySelector('td.subject .subject a').innerText.trim() == arguments[0]);
                 rcmail.message_list.select(row.uid ?? row.id.replace('rcmrow', ''));""", subject)


def log_in(page, web):
    page.open(web.url())
    page.type("#rcmloginuser", "alice@example.org")
    page.type("#rcmloginpwd", Server.PASSWORD)
    page.click("#rcmloginsubmit")


def reads_and_flags(page, server):
    choose(page, "letter 1")
    page.until("document.getElementById('messagecontframe').contentDocument?.body?.innerText.includes('Body of 1.')",
               what="the text of the message")
    page.shot("reading")
    wait_until(lambda: "\\Seen" in subjects(server)["letter 1"], "what was read is seen")
    page.run(f"{ROWS}.find(r => r.innerText.includes('letter 2')).querySelector('.flag span').click()")
    page.until(f"{ROWS}.find(r => r.innerText.includes('letter 2')).classList.contains('flagged')", what="the flag in the list")
    wait_until(lambda: "\\Flagged" in subjects(server)["letter 2"], "what was flagged is flagged")


def moves_and_deletes(page, server):
    choose(page, "letter 3")
    page.run("rcmail.command('move', 'Archive')")
    lists(page, "letter 0", "letter 1", "letter 2", "letter 4")
    wait_until(lambda: "letter 3" in subjects(server, "Archive"), "what was moved is in Archive")
    choose(page, "letter 4")
    page.run("rcmail.command('delete')")
    lists(page, "letter 0", "letter 1", "letter 2")
    wait_until(lambda: "letter 4" in subjects(server, "Trash"), "what was deleted is in Trash")
    equal(sorted(subjects(server)), ["letter 0", "letter 1", "letter 2"], "INBOX")


def searches(page):
    page.type("#mailsearchform", "letter 2\ue007")  # the Enter key
    lists(page, "letter 2")
    page.shot("search")
    page.run("rcmail.command('reset-search')")
    lists(page, "letter 0", "letter 1", "letter 2")


def hears_of_new_mail(page, server):
    deliver(server, "alice@example.org", message("new", subject="just arrived"))
    page.run("rcmail.command('checkmail')")
    lists(page, "just arrived", "letter 0", "letter 1", "letter 2")
    page.until("document.querySelector('#mailboxlist li.inbox .unreadcount').innerText == '3'", what="three unread")


def sees_quota(page, server):
    with session(server) as client:
        used, limit = (int(x) for x in re.search(rb"STORAGE (\d+) (\d+)", client.getquotaroot("INBOX")[1][1][0]).groups())
    equal((used > 40, limit), (True, 200), "KiB in use and allowed")
    shown = page.until("document.querySelector('#quotadisplay .count').innerText", what="the quota")
    equal(shown.strip(), f"{round(100 * used / limit)}%", "the quota in the page")


def makes_a_folder(page, web, server):
    page.open(web.url("?_task=settings&_action=edit-folder&_mbox=&_framed=0"))
    page.type("input[name=_name]", "Bücher & mehr")
    page.click("button.submit, .formbuttons button.btn-primary")
    wait_until(lambda: "B&APw-cher &- mehr" in folders(server), "the folder on the server")
    page.open(web.url("?_task=mail&_mbox=INBOX"))
    page.until("[...document.querySelectorAll('#mailboxlist a')].some(a => a.innerText.trim() == 'Bücher & mehr')",
               what="the folder in the list")


def drafts(page, web, server):
    page.open(web.url("?_task=mail&_action=compose"))
    page.type("input[name=_subject]", "A draft from the web")
    page.type("textarea[name=_message]", "Not ready yet.")
    page.shot("compose")
    page.run("rcmail.command('savedraft')")
    wait_until(lambda: "A draft from the web" in subjects(server, "Drafts"), "the draft in Drafts")
    equal(subjects(server, "Drafts")["A draft from the web"] & {"\\Seen"}, {"\\Seen"}, "flags of the draft")


def check():
    with Server(quota="200K") as server:
        for n in range(5):
            deliver(server, "alice@example.org", message(n, f"Body of {n}.\r\n" + ("x" * 70 + "\r\n") * 150, f"letter {n}"))
        with Roundcube(server) as web, Browser(server, "roundcube") as page:
            log_in(page, web)
            lists(page, *(f"letter {n}" for n in range(5)))
            page.shot("list")
            sees_quota(page, server)
            reads_and_flags(page, server)
            moves_and_deletes(page, server)
            searches(page)
            hears_of_new_mail(page, server)
            makes_a_folder(page, web, server)
            drafts(page, web, server)
            page.open(web.url("?_task=mail&_mbox=INBOX"))
            lists(page, "just arrived", "letter 0", "letter 1", "letter 2")
            page.shot("at-last")
            log = web.imap()
        for said in ("STARTTLS", "UID MOVE", "QRESYNC", "UID SEARCH", "GETQUOTAROOT", "APPEND"):
            require(said in log, f"Roundcube never said {said}:\n{log[-2000:]}")
        errors = web.logs / "errors.log"
        require(not errors.exists(), f"Roundcube logged: {errors.read_text() if errors.exists() else ''}")
