"""Postfix in front: a full mailbox is refused in the SMTP dialogue when it asks Postern, else its bounce says why; room makes it work
again. Of an alias those get it who can, nobody twice, and what nobody may be told of is left in the queue."""
import json
import pathlib
import re
import shutil
import smtplib
import socket
import tempfile

from harness import Server, Wire, free_ports, require, run, wait_until

NEEDS = ["postfix", "postqueue"]

MASTER = """{smtp}      inet  n       -       n       -       -       smtpd
pickup    unix  n       -       n       60      1       pickup
cleanup   unix  n       -       n       -       0       cleanup
qmgr      unix  n       -       n       300     1       qmgr
tlsmgr    unix  -       -       n       1000?   1       tlsmgr
rewrite   unix  -       -       n       -       -       trivial-rewrite
bounce    unix  -       -       n       -       0       bounce
defer     unix  -       -       n       -       0       bounce
trace     unix  -       -       n       -       0       bounce
verify    unix  -       -       n       -       1       verify
flush     unix  n       -       n       1000?   0       flush
proxymap  unix  -       -       n       -       -       proxymap
showq     unix  n       -       n       -       -       showq
error     unix  -       -       n       -       -       error
retry     unix  -       -       n       -       -       error
discard   unix  -       -       n       -       -       discard
lmtp      unix  -       -       n       -       -       lmtp
anvil     unix  -       -       n       -       1       anvil
scache    unix  -       -       n       -       1       scache
postlog   unix-dgram n  -       n       -       1       postlogd
"""


class Postfix:
    """An instance of its own, on loopback, whose virtual mailboxes are Postern's."""

    def __init__(self, lmtp, policy=None, port=None, extra=""):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="postern-postfix-"))
        self.home.chmod(0o755)
        self.port = port or free_ports(1)[0]
        (self.home / "data").mkdir()
        shutil.chown(self.home / "data", "postfix", "postfix")
        for queue in ("queue", "log"):
            (self.home / queue).mkdir()
        ask = f"check_policy_service {{ inet:127.0.0.1:{policy}, default_action=DEFER_IF_PERMIT }}" if policy else ""
        self.config = self.home / "conf"
        self.config.mkdir()
        (self.config / "master.cf").write_text(MASTER.format(smtp=self.port))
        (self.config / "main.cf").write_text(f"""compatibility_level = 3.6
queue_directory = {self.home}/queue
data_directory = {self.home}/data
maillog_file = {self.home}/log/maillog
maillog_file_prefixes = {self.home}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = front.example.org
mydestination =
local_recipient_maps =
alias_maps =
alias_database =
mynetworks = 127.0.0.2/32
virtual_mailbox_domains = example.org
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
relayhost = [127.0.0.1]:1
smtpd_recipient_restrictions = permit_mynetworks reject_unauth_destination {ask}
smtpd_end_of_data_restrictions = {ask}
{extra}
""")
        run(["postfix", "-c", self.config, "start"])

    def send(self, sender, recipient, octets, announce=True):
        """The reply's code and text: of MAIL, RCPT or the end of data, whichever refused or came last."""
        body = f"From: <{sender}>\r\nSubject: {octets} octets\r\n\r\n".encode()
        body += b"x" * 70 + b"\r\n"
        body += (b"0123456789" * 7 + b"\r\n") * (octets // 72)
        with smtplib.SMTP("127.0.0.1", self.port, local_hostname="client.example.net", timeout=30) as smtp:
            smtp.ehlo()
            options = [f"SIZE={len(body)}"] if announce else []
            if not recipient.isascii():
                smtp.command_encoding = "utf-8"
                options.append("SMTPUTF8")
            code, text = smtp.mail(sender, options)
            if code == 250:
                code, text = smtp.rcpt(recipient)
            if code == 250:
                code, text = smtp.data(body)
        return code, text.decode()

    def log(self):
        file = self.home / "log" / "maillog"
        return file.read_text("utf-8", "replace") if file.exists() else ""

    def __enter__(self):
        def listening():
            with socket.socket() as s:
                return s.connect_ex(("127.0.0.1", self.port)) == 0

        wait_until(listening, "Postfix listens", 30)
        return self

    def __exit__(self, kind, value, trace):
        if kind is not None:
            print(self.log()[-4000:])
        run(["postfix", "-c", self.config, "stop"], ok=None)
        shutil.rmtree(self.home, ignore_errors=True)


def messages(server, user):
    status = server.tool("mailbox", "status", user, "INBOX", "--json").stdout.decode()
    return int(re.search(r'"messages" *: *(\d+)', status).group(1))


def inbox(server, user):
    """The text of all of a user's INBOX."""
    with Wire(("127.0.0.1", server.pop3)) as pop:
        pop.line()
        for command in (f"USER {user}", f"PASS {server.PASSWORD}"):
            pop.send(command.encode() + b"\r\n")
            pop.line()
        pop.send(b"STAT\r\n")
        count = int(pop.line().split()[1])
        text = b""
        for number in range(1, count + 1):
            pop.send(f"RETR {number}\r\n".encode())
            line = pop.line()
            while line.rstrip(b"\r\n") != b".":
                text += line + b"\n"
                line = pop.line()
        return text.decode("utf-8", "replace")


def check():
    policy = free_ports(1)[0]
    sets = [f"policy.port={policy}", "delivery.subaddress-create=20"]
    with Server(sets=sets, users=("bob@example.org", "sue@example.org", "carol@example.org")) as server:
        server.add_user("alice@example.org", quota="20K")
        with Postfix(server.lmtp, policy) as postfix:
            refused_at_the_border(server, postfix)
            half_of_an_alias(server, postfix, "half@example.org", "Final-Recipient: rfc822; half@example.org")
        with Postfix(server.lmtp) as postfix:
            bounced_without_policy(server, postfix)
            half_of_an_alias(server, postfix, "\u00e4mter@example.org", "Final-Recipient: utf-8; =C3=A4mter@example.org")
            a_subaddress_makes_its_folder(server, postfix)


def refused_at_the_border(server, postfix):
    code, text = postfix.send("bob@example.org", "alice@example.org", 10_000)
    require(code == 250, f"room for a first message: {code} {text}")
    wait_until(lambda: messages(server, "alice@example.org") == 1, "the first message is delivered")
    code, text = postfix.send("bob@example.org", "alice@example.org", 15_000)
    require(code == 552 and text.startswith("5.2.2"), f"RCPT with SIZE to a full mailbox: {code} {text}")
    code, text = postfix.send("bob@example.org", "alice+lists@example.org", 15_000)
    require(code == 552 and text.startswith("5.2.2"), f"a subaddress of it: {code} {text}")
    (server.data / "aliases").write_text(
        "info@example.org: sales@example.org\nsales@example.org: alice@example.org\n"
        "half@example.org: alice@example.org, carol@example.org\n\u00e4mter@example.org: half@example.org\n", "utf-8")
    # until the file is noticed the name is unknown, which a sender would be told in a bounce
    wait_until(lambda: postfix.send("", "info@example.org", 15_000)[0] == 552, "an alias of it is refused")
    code, text = postfix.send("bob@example.org", "alice@example.org", 15_000, announce=False)
    require(code == 552 and text.startswith("5.2.2"), f"the end of data without SIZE: {code} {text}")
    code, text = postfix.send("bob@example.org", "alice@example.org", 5_000)
    require(code == 250, f"a small message still fits: {code} {text}")
    server.tool("quota", "set", "alice@example.org", "1M")
    code, text = postfix.send("bob@example.org", "alice@example.org", 15_000)
    require(code == 250, f"with a higher limit: {code} {text}")
    wait_until(lambda: messages(server, "alice@example.org") == 3, "all that was accepted is delivered")
    require(messages(server, "bob@example.org") == 0, "nobody was sent a bounce")
    server.tool("quota", "set", "alice@example.org", "20K")


def bounced_without_policy(server, postfix):
    code, text = postfix.send("bob@example.org", "alice@example.org", 10_000)
    require(code == 250, f"Postfix takes it: {code} {text}")
    wait_until(lambda: messages(server, "bob@example.org") == 1, "the sender gets a report", 60)
    report = inbox(server, "bob@example.org")
    require("552 5.2.2" in report and "Mailbox full" in report, f"the report says the mailbox is full:\n{report}")
    require("multipart/report" in report and "Status: 5.2.2" in report, "it is a delivery report")


def half_of_an_alias(server, postfix, alias, named):
    """Alice is full, carol is not."""
    had = messages(server, "carol@example.org")
    told = messages(server, "sue@example.org")
    code, text = postfix.send("sue@example.org", alias, 15_000)
    require(code == 250, f"somebody has room: {code} {text}")
    wait_until(lambda: messages(server, "carol@example.org") == had + 1, "carol has it")
    wait_until(lambda: messages(server, "sue@example.org") == told + 1, "the sender gets a report", 60)
    report = inbox(server, "sue@example.org").rpartition("Return-Path: <>")[2]
    require(named in report and "Status: 5.2.2" in report, f"it names the alias:\n{report}")
    require("alice@" not in report and "carol@" not in report, f"and nobody else:\n{report}")
    code, text = postfix.send("", alias, 15_000)
    require(code == 250, f"an empty sender: {code} {text}")
    wait_until(lambda: messages(server, "carol@example.org") == had + 2, "carol has that too")
    left = json.loads(server.tool("queue", "list", "--json").stdout)
    require([(row["to"], row["state"]) for row in left] == [("alice@example.org", "failed")], f"alice's is shown: {left}")
    require("552 5.2.2" in left[0]["answer"], f"and why: {left}")
    server.tool("queue", "remove", left[0]["id"])
    require(messages(server, "sue@example.org") == told + 1, "the sender was told once")


def a_subaddress_makes_its_folder(server, postfix):
    code, text = postfix.send("sue@example.org", "carol+news@example.org", 100)
    require(code == 250, f"a subaddress: {code} {text}")

    def there():
        status = server.tool("mailbox", "status", "carol@example.org", "news", "--json", ok=None)
        return status.returncode == 0 and b'"messages"' in status.stdout

    wait_until(there, "its folder is made")
