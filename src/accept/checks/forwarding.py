"""Postfix as the smarthost: mail goes round in a circle once and ends; what Postfix refuses to relay comes back as a bounce; what it
cannot take waits, also over a restart, until the queue is flushed. So does what one of an alias could not have, over a kill."""
import json
import smtplib

from harness import Server, free_ports, require, wait_until

from checks.postfix import Postfix, inbox, messages

NEEDS = ["postfix"]

ALICE, BOB = "alice@example.org", "bob@example.org"

# whatever is sent to alice at loop.example is back at once
CIRCLE = """smtpd_relay_restrictions = permit_mynetworks reject_unauth_destination
virtual_alias_domains = loop.example
virtual_alias_maps = inline:{ {alice@loop.example = alice@example.org} }
"""


def deliver(server, sender, recipient, subject):
    text = f"Message-ID: <{subject}@example.net>\nSubject: {subject}\n\nhello\n"
    server.tool("deliver", "-f", sender, "-r", recipient, stdin=text.encode())


def queue(server):
    return json.loads(server.tool("queue", "list", "--json").stdout)


def check():
    smarthost = free_ports(1)[0]
    sets = [f"bounce.smarthost=127.0.0.1:{smarthost}", "bounce.language=de"]
    with Server(sets=sets) as server:
        server.tool("user", "set", ALICE, "--forward", "alice@loop.example", "--forward-keep", "yes")
        deliver(server, BOB, ALICE, "waits")
        require(messages(server, ALICE) == 1, "alice keeps a copy")
        wait_until(lambda: any("connect" in row["answer"] for row in queue(server)), "the smarthost is away")
        server.stop()
        waits = queue(server)
        require([row["to"] for row in waits] == ["alice@loop.example"], "what waits survives")
        require(int(waits[0]["attempts"]) >= 1 and "connect" in waits[0]["answer"], f"so does why it waits: {waits}")
        server.start()
        with Postfix(server.lmtp, port=smarthost, extra=CIRCLE):
            circle(server)
            refused(server)
    half_of_an_alias()


def half_of_an_alias():
    """Bob's mailbox cannot be opened at first: he gets his copy later, and alice no second one."""
    with Server() as server:
        server.stop()
        (server.data / "aliases").write_text(f"team@example.org: {ALICE}, {BOB}\n")
        mailbox = server.data / "mail" / "example.org" / "bob"
        require(not mailbox.exists(), "bob has had no mail yet")
        mailbox.parent.mkdir(parents=True, exist_ok=True)
        mailbox.write_text("in the way")
        server.start()
        with smtplib.LMTP("127.0.0.1", server.lmtp, timeout=30) as lmtp:
            require(lmtp.sendmail("x@example.net", ["team@example.org"], "Subject: half\r\n\r\nx\r\n") == {}, "taken")
        server.kill()
        waits = queue(server)
        require([(row["to"], row["state"]) for row in waits] == [(BOB, "waiting")], f"bob's copy survives: {waits}")
        mailbox.unlink()
        server.start()
        server.tool("queue", "flush")
        wait_until(lambda: queue(server) == [], "it is placed")
        require((messages(server, ALICE), messages(server, BOB)) == (1, 1), "each has it once")


def circle(server):
    server.tool("queue", "flush")
    wait_until(lambda: messages(server, ALICE) == 2, "the message has come round", 60)
    wait_until(lambda: queue(server) == [], "and is not sent on again")
    require("Subject: waits" in inbox(server, ALICE), "it is the message")
    require(messages(server, BOB) == 0, "nobody was told of a loop that harms nobody")


def refused(server):
    server.tool("user", "set", ALICE, "--forward", "secret@elsewhere.example", "--forward-keep", "no")
    deliver(server, BOB, ALICE, "refused")
    wait_until(lambda: messages(server, BOB) == 1, "the sender gets a report", 60)
    report = inbox(server, BOB)
    require("Final-Recipient: rfc822; alice@example.org" in report, f"it names alice:\n{report}")
    require("secret@" not in report, "and not where her mail goes")
    require("Unzustellbare" in report or "=?utf-8?B?" in report, f"in German:\n{report}")
    require(queue(server) == [], "nothing is left")
    require(messages(server, ALICE) == 2, "alice kept nothing this time")
