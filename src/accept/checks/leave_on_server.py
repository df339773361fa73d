"""POP3 clients that leave mail on the server: mpop keeping and taking, getmail's delete_after under a moved clock, and the
server's own rule (pop3.expire) with fetchmail, which takes what was fetched long ago and nothing else. There "long ago" is
made by the file in which the server notes it."""
import mailbox
import poplib
import re

from harness import Server, deliver, equal, message, require, run_as_nobody

NEEDS = ["mpop", "getmail", "fetchmail", "procmail", "faketime"]
USER = "alice@example.org"
COUNT = 6


def maildir(folder):
    """An empty one, of the user that clients run as."""
    for sub in ("cur", "new", "tmp"):
        (folder / sub).mkdir(parents=True)
        (folder / sub).chmod(0o777)
    return folder


def count(folder):
    return len(mailbox.Maildir(folder, create=False))


def status(server):
    """Messages on the server, as a client counts them."""
    client = poplib.POP3("127.0.0.1", server.pop3)
    client.user(USER)
    client.pass_(Server.PASSWORD)
    number = client.stat()[0]
    client.quit()
    return number


def home(server, name):
    folder = server.home / name
    folder.mkdir()
    return folder


def mpop(server, folder, keep):
    rc = folder / "mpoprc"
    rc.write_text(
        f"account default\nhost 127.0.0.1\nport {server.pop3}\nuser {USER}\npassword {Server.PASSWORD}\n"
        f"tls off\nauth user\nkeep {keep}\nonly_new on\nuidls_file {folder}/uidls\n"
        f"delivery maildir {folder}/mail\n")
    rc.chmod(0o600)
    run_as_nobody(["mpop", "-C", rc], folder)


def getmail(server, folder, days):
    (folder / "getmailrc").write_text(
        f"[retriever]\ntype = SimplePOP3Retriever\nserver = 127.0.0.1\nport = {server.pop3}\nusername = {USER}\n"
        f"password = {Server.PASSWORD}\n\n[destination]\ntype = Maildir\npath = {folder}/mail/\n\n"
        f"[options]\nread_all = false\ndelete_after = 30\n")
    run_as_nobody(["faketime", "-f", f"+{days}d", "getmail", "--getmaildir", folder], folder)


def fetchmail(server, folder):
    rc = folder / "fetchmailrc"
    rc.write_text(
        f'poll 127.0.0.1 protocol pop3 port {server.pop3} uidl username "{USER}" password "{Server.PASSWORD}" '
        f'sslproto "" keep mda "procmail -m DEFAULT={folder}/mail/ /dev/null"\n')
    rc.chmod(0o600)
    run_as_nobody(["fetchmail", "-f", rc, "--idfile", folder / "ids", "--pidfile", folder / "pid", "-v"],
                  folder, ok=(0, 1))


def check_mpop(server):
    folder = home(server, "mpop")
    maildir(folder / "mail")
    mpop(server, folder, "on")
    equal(count(folder / "mail"), COUNT, "mpop takes all")
    mpop(server, folder, "on")
    equal(count(folder / "mail"), COUNT, "mpop knows them again")
    equal(status(server), COUNT, "mpop leaves all")
    deliver(server, USER, message(COUNT))
    mpop(server, folder, "on")
    equal(count(folder / "mail"), COUNT + 1, "mpop takes the new one")
    mpop(server, folder, "off")
    equal((count(folder / "mail"), status(server)), (COUNT + 1, 0), "mpop deletes what it has")


def check_getmail(server):
    folder = home(server, "getmail")
    maildir(folder / "mail")
    for n in range(COUNT):
        deliver(server, USER, message(n))
    getmail(server, folder, 0)
    getmail(server, folder, 29)
    equal((count(folder / "mail"), status(server)), (COUNT, COUNT), "getmail leaves them for 30 days")
    deliver(server, USER, message(COUNT))
    getmail(server, folder, 31)
    equal((count(folder / "mail"), status(server)), (COUNT + 1, 1), "getmail deletes what it had for 30 days")


def marks(server):
    return server.data / "mail/example.org/alice/postern.marks"


def age(server, days):
    """Has all that was retrieved have been retrieved so many days earlier."""
    text = marks(server).read_text()
    older = re.sub(r"pop3\.retrieved\.(\d+)", lambda m: f"pop3.retrieved.{int(m[1]) - days}", text)
    require(older != text, "nothing is noted as retrieved")
    marks(server).write_text(older)


def check_expire(server):
    folder = home(server, "fetchmail")
    fetchmail(server, folder)
    had = count(folder / "mail")
    equal(status(server), had, "fetchmail leaves what it took")
    deliver(server, USER, message(100))
    for days, left in ((30, had + 1), (1, 1)):
        equal(server.stop(), 0, "exit code")
        age(server, days)
        server.start()
        equal(status(server), left, f"messages on the server, {days} days later")
    fetchmail(server, folder)
    equal(count(folder / "mail"), had + 1, "what had not been fetched was kept and is fetched")


def check():
    with Server(sets=["pop3.expire=30d"], users=(USER,)) as server:
        for n in range(COUNT):
            deliver(server, USER, message(n))
        check_mpop(server)
        check_getmail(server)
        check_expire(server)
