"""A full mailbox refuses by LMTP, deliver, APPEND and COPY; freeing space or raising the quota makes delivery work again;
the warning comes; `deliver` for two recipients of whom one is full bounces to the sender."""
import imaplib
import re

from harness import Server, equal, lmtp_open, lmtp_send, message, require

NEEDS = ["python3"]


def big(n):
    return message(n, ("x" * 76 + "\r\n") * 1300)  # about 100 KB


def check():
    with Server(users=("alice@example.org", "bob@example.org"), quota="500K") as server:
        with lmtp_open(("127.0.0.1", server.lmtp)) as wire:
            answers = [lmtp_send(wire, ["alice@example.org"], big(n))[0] for n in range(6)]
            accepted = [a for a in answers if a.startswith("250")]
            refused = [a for a in answers if a.startswith("552 5.2.2") or a.startswith("552-5.2.2")]
            require(4 <= len(accepted) <= 5 and len(refused) == 6 - len(accepted), f"answers: {answers}")
            both = lmtp_send(wire, ["alice@example.org", "bob@example.org"], big(7))
            require(both[0].startswith("552") and both[1].startswith("250"), f"one reply a recipient: {both}")
        client = imaplib.IMAP4("127.0.0.1", server.imap)
        client.login("alice@example.org", Server.PASSWORD)
        typ, data = client.append("Sent", "", None, big(8))
        require(typ == "NO" and b"OVERQUOTA" in data[0], f"APPEND: {typ} {data}")
        client.select("INBOX")
        typ, data = client.copy("1", "Archive")
        require(typ == "NO" and b"OVERQUOTA" in data[0], f"COPY: {typ} {data}")
        typ, data = client.uid("SEARCH", "SUBJECT", '"quota"')
        subjects = client.fetch("1:*", "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")[1]
        text = b" ".join(x[1] for x in subjects if isinstance(x, tuple)).lower()
        require(b"80" in text or b"full" in text or b"quota" in text, f"a warning is in INBOX: {text}")
        typ, data = client.getquotaroot("INBOX")
        require(typ == "OK" and b"STORAGE" in data[1][0], f"GETQUOTAROOT: {data}")
        refused = server.tool("deliver", "-r", "alice@example.org", "-f", "sender@example.net", stdin=big(9), ok=(73,))
        equal(refused.returncode, 73, "deliver to a full mailbox")
        unknown = server.tool("deliver", "-r", "nobody@example.org", stdin=big(9), ok=(67,))
        equal(unknown.returncode, 67, "deliver to an unknown user")
        server.tool("deliver", "-r", "alice@example.org", "-r", "bob@example.org", "-f", "bob@example.org", stdin=big(10))
        other = imaplib.IMAP4("127.0.0.1", server.imap)
        other.login("bob@example.org", Server.PASSWORD)
        other.select("INBOX")
        typ, data = other.search(None, "HEADER", "Content-Type", "delivery-status")
        report = other.fetch("1:*", "(BODY.PEEK[])")[1]
        text = b" ".join(x[1] for x in report if isinstance(x, tuple))
        require(b"message/delivery-status" in text and b"5.2.2" in text, "bob has a report that says alice's mailbox is full")
        # room again: by deletion …
        client.store("1", "+FLAGS", "\\Deleted")
        client.expunge()
        with lmtp_open(("127.0.0.1", server.lmtp)) as wire:
            require(lmtp_send(wire, ["alice@example.org"], big(11))[0].startswith("250"), "after deletion")
            require(lmtp_send(wire, ["alice@example.org"], big(12))[0].startswith("552"), "full again")
            # … and by a larger quota
            server.tool("quota", "set", "alice@example.org", "10M")
            require(lmtp_send(wire, ["alice@example.org"], big(12))[0].startswith("250"), "after quota set")
        # who shares the domain's quota sees how much of that is used, by whomever
        server.tool("domain", "add", "example.org", "--quota", "20M")
        server.tool("quota", "set", "bob@example.org", "unlimited")
        own, pool = (int(used) for used in re.findall(r"STORAGE (\d+) \d+", str(client.getquotaroot("INBOX") + other.getquotaroot("INBOX"))))
        require(own > 100 and pool > own, f"bob is shown what both store: alice {own}, both {pool}")
        shown = server.tool("quota", "show", "alice@example.org").stdout.decode()
        require("10" in shown, f"quota show: {shown}")
