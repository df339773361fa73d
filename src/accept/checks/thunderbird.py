"""Thunderbird over TLS: logs in, finds the folders, downloads headers and bodies, is told in IDLE of what comes and changes, opens,
flags, moves, deletes, makes a folder; after a restart it asks for nothing it has. Screenshots are in target/accept-screens."""
import contextlib
import ssl

from account import append, folders, keep, remove, subjects
from harness import CheckFailed, Server, deliver, equal, message, require, wait_until
from marionette import Thunderbird

NEEDS = ["thunderbird"]
COMMON = """
const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
const server = MailServices.accounts.allServers.find(s => s.type == "imap");
const folder = name => server.rootFolder.descendants.find(f => f.URI.split("/").slice(3).map(decodeURIComponent).join("/") == name);
const listed = name => [...folder(name).messages].filter(m => !(m.flags & Ci.nsMsgMessageFlags.IMAPDeleted));
const mail = (name, subject) => listed(name).find(m => m.mime2DecodedSubject == subject);
"""
ACCOUNT = """
const [port, user, password, certificate] = args;
const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
const known = Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB).constructX509FromBase64(certificate);
Cc["@mozilla.org/security/certoverride;1"].getService(Ci.nsICertOverrideService)
    .rememberValidityOverride("127.0.0.1", port, {}, known, false);
const login = Cc["@mozilla.org/login-manager/loginInfo;1"].createInstance(Ci.nsILoginInfo);
login.init("imap://127.0.0.1", null, "imap://127.0.0.1", user, password, "", "");
await Services.logins.addLoginAsync(login);
Services.prefs.setBoolPref("mail.server.default.use_condstore", true);
const server = MailServices.accounts.createIncomingServer(user, "127.0.0.1", "imap");
server.port = port;
server.socketType = Ci.nsMsgSocketType.SSL;
server.authMethod = Ci.nsMsgAuthMethod.passwordCleartext;
server.loginAtStartUp = true;
const identity = MailServices.accounts.createIdentity();
identity.email = user;
const account = MailServices.accounts.createAccount();
account.addIdentity(identity);
account.incomingServer = server;
MailServices.accounts.defaultAccount = account;
"""


class Mail:
    """What Thunderbird has, and what it is asked to do."""

    def __init__(self, thunderbird):
        self.run = lambda script, *args: thunderbird.run(COMMON + script, *args)

    def folders(self):
        return self.run("return server.rootFolder.descendants.map(f => f.URI.split('/').slice(3).map(decodeURIComponent).join('/'))")

    def subjects(self, folder="INBOX"):
        return self.run("return folder(args[0]) ? listed(args[0]).map(m => m.mime2DecodedSubject) : []", folder)

    def has(self, *wanted, folder="INBOX", seconds=30):
        holds(lambda: sorted(self.subjects(folder)) == sorted(wanted), f"{folder} is {sorted(wanted)}", seconds)

    def until(self, condition, *args, what=None):
        holds(lambda: self.run("return Boolean(" + condition + ")", *args), what or condition)


def holds(ask, what, seconds=20):
    """Waits; a folder that is not ready to be asked is one that does not hold yet."""
    def asked():
        with contextlib.suppress(CheckFailed):
            return ask()
        return False
    wait_until(asked, what, seconds, 0.1)


def set_up(thunderbird, server):
    pem = ssl.get_server_certificate(("127.0.0.1", server.imaps))
    certificate = "".join(pem.splitlines()[1:-1])
    thunderbird.run(ACCOUNT, server.imaps, "alice@example.org", Server.PASSWORD, certificate)


def hears(mail, server):
    """In IDLE: nothing is asked of Thunderbird here."""
    deliver(server, "alice@example.org", message("told", "Told.\r\n", "told in IDLE"))
    mail.has(*(f"letter {n}" for n in range(6)), "told in IDLE")
    keep(server, "INBOX", "letter 5", "+FLAGS", "\\Flagged")
    mail.until("mail('INBOX', 'letter 5').isFlagged", what="the flag that another set")


def opens(thunderbird, mail, server):
    mail.run("""const pane = document.getElementById("tabmail").currentAbout3Pane;
                pane.displayFolder(folder("INBOX").URI);""")
    mail.until("document.getElementById('tabmail').currentAbout3Pane.gDBView?.rowCount == 7", what="seven rows in the list")
    mail.run("""const pane = document.getElementById("tabmail").currentAbout3Pane;
                pane.threadTree.selectedIndex = pane.gDBView.findIndexOfMsgHdr(mail("INBOX", "letter 1"), true);""")
    mail.until("""document.getElementById("tabmail").currentAboutMessage?.getMessagePaneBrowser().contentDocument?.body
                  ?.textContent.includes("Body of 1.")""", what="the text of the message")
    wait_until(lambda: "\\Seen" in subjects(server)["letter 1"], "what was opened is seen")
    thunderbird.shot("opened")


def changes(mail, server):
    mail.run("folder('INBOX').markMessagesFlagged([mail('INBOX', 'letter 2')], true)")
    wait_until(lambda: "\\Flagged" in subjects(server)["letter 2"], "the star on the server")
    mail.run("folder('INBOX').addKeywordsToMessages([mail('INBOX', 'letter 2')], '$label1')")
    wait_until(lambda: "$label1" in subjects(server)["letter 2"], "the tag on the server")
    mail.run("server.rootFolder.createSubfolder('Bücher & mehr', msgWindow)")
    wait_until(lambda: any(name.endswith("cher &- mehr") for name in folders(server)), "the folder on the server")
    mail.run("MailServices.copy.copyMessages(folder('INBOX'), [mail('INBOX', 'letter 3')], folder('Archive'), true, null, msgWindow, false)")
    wait_until(lambda: "letter 3" in subjects(server, "Archive"), "what was moved is in Archive")
    mail.run("folder('INBOX').deleteMessages([mail('INBOX', 'letter 4')], msgWindow, false, true, null, false)")
    wait_until(lambda: "letter 4" in subjects(server, "Trash"), "what was deleted is in Trash")
    equal(sorted(subjects(server)), ["letter 0", "letter 1", "letter 2", "letter 5", "told in IDLE"], "INBOX")


def comes_back(mail, thunderbird):
    """It logs in by itself and asks for what it has not: two messages came while it was away, one went."""
    mail.has("letter 0", "letter 1", "letter 2", "told in IDLE", "while away 0", "while away 1")
    mail.until("mail('INBOX', 'letter 0').isFlagged", what="the flag that was set while it was away")
    wait_until(lambda: "IDLE" in thunderbird.said(), "IDLE again")
    fetched = [c for c in thunderbird.said() if "BODY.PEEK[HEADER.FIELDS (From" in c]
    require(len(fetched) == 1 and fetched[0].startswith("UID fetch 8:9 "), f"headers of new messages only: {fetched}")


def check():
    with Server(quota="10M") as server:
        for n in range(6):
            deliver(server, "alice@example.org", message(n, f"Body of {n}.\r\n", f"letter {n}"))
        append(server, "Archive", message("old", subject="kept"), "\\Seen")
        with Thunderbird(server, "first") as thunderbird:
            set_up(thunderbird, server)
            mail = Mail(thunderbird)
            mail.run("folder('INBOX').getNewMessages(msgWindow, null)")
            holds(lambda: {"INBOX", "Archive", "Drafts", "Sent", "Junk", "Trash"} <= set(mail.folders()), "all folders", 30)
            mail.has(*(f"letter {n}" for n in range(6)))
            hears(mail, server)
            opens(thunderbird, mail, server)
            changes(mail, server)
            thunderbird.quit()
            said = " ".join(thunderbird.said()).lower()
            for word in ("namespace", "id (", "enable ", "list (subscribed)", "select", "getquotaroot", "idle", "changedsince", "uid move"):
                require(word in said, f"Thunderbird never said {word}: {said}")
        kept = thunderbird.profile / "ImapMail" / "127.0.0.1"
        require(all(f"letter {n}" in (kept / "INBOX.msf").read_text("utf-8", "replace") for n in (0, 1, 2, 5)), "subjects in the profile")
        require(all(f"Body of {n}." in (kept / "INBOX").read_text("utf-8", "replace") for n in (0, 1, 2, 5)), "bodies in the profile")
        remove(server, "INBOX", "letter 5")
        keep(server, "INBOX", "letter 0", "+FLAGS", "\\Flagged")
        for n in range(2):
            deliver(server, "alice@example.org", message(f"away{n}", subject=f"while away {n}"))
        with Thunderbird(server, "second") as thunderbird:
            comes_back(Mail(thunderbird), thunderbird)
            thunderbird.quit()
