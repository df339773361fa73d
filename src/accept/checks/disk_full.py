"""A full disk is a temporary failure: LMTP answers 452 4.3.1, APPEND and COPY say NO, reading, flags and EXPUNGE go on,
nothing acknowledged is damaged, and with space again service goes on by itself."""
import imaplib
import subprocess

from harness import Server, equal, lmtp_open, lmtp_send, message, require, run, wait_until

NEEDS = ["python3", "mount", "umount"]
USER = "alice@example.org"
SIZE = "24m"


def big(n):
    return message(f"full-{n}", ("x" * 76 + "\r\n") * 6500)  # about 500 KB


def check():
    server = Server(users=(), sets=["quota.default=unlimited"])
    server.data.mkdir()
    run(["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0755", "tmpfs", server.data])
    try:
        server.add_user(USER)
        with server:
            fill_and_go_on(server)
            equal(server.stop(), 0, "exit code")
            restarted(server)
    finally:
        subprocess.run(["umount", "-l", str(server.data)], check=False)


def login(server):
    client = imaplib.IMAP4("127.0.0.1", server.imap)
    client.login(USER, Server.PASSWORD)
    client.select("INBOX")
    return client


def bodies(client):
    found = {}
    for item in client.uid("FETCH", "1:*", "(UID BODY.PEEK[])")[1]:
        if isinstance(item, tuple):
            subject = [line for line in item[1].split(b"\r\n") if line.startswith(b"Message-ID")][0]
            found[subject] = item[1]
    return found


def fill_and_go_on(server):
    accepted = 0
    with lmtp_open(("127.0.0.1", server.lmtp)) as wire:
        answer = "250"
        while answer.startswith("250") and accepted < 200:
            answer = lmtp_send(wire, [USER], big(accepted))[0]
            accepted += answer.startswith("250")
        require(answer.startswith("452 4.3.1"), f"a full disk: {answer}")
        require(20 <= accepted < 200, f"{accepted} were accepted")
        for n in range(5):
            again = lmtp_send(wire, [USER], big(1000 + n))[0]
            require(again.startswith("452 4.3.1"), f"still full: {again}")
    client = login(server)
    typ, data = client.append("Sent", "", None, big(2000))
    require(typ == "NO" and b"OVERQUOTA" not in data[0], f"APPEND on a full disk: {typ} {data}")
    equal(len(bodies(client)), accepted, "messages that can be read")
    equal(client.store("1:3", "+FLAGS", "\\Flagged")[0], "OK", "STORE on a full disk")
    client.store("1:6", "+FLAGS.SILENT", "\\Deleted")
    equal(client.expunge()[0], "OK", "EXPUNGE on a full disk")
    equal(len(bodies(client)), accepted - 6, "messages left")
    with lmtp_open(("127.0.0.1", server.lmtp)) as wire:
        # what was expunged is held for a while, but not on a disk that is short: it goes within seconds
        wait_until(lambda: lmtp_send(wire, [USER], big(3000))[0].startswith("250"), "space is free again", step=0.5)
    equal(client.append("Sent", "", None, big(2001))[0], "OK", "APPEND with space again")
    client.noop()
    server.expected = bodies(client)
    equal(len(server.expected), accepted - 5, "messages at the end")
    require(any(b"full-3000@" in key for key in server.expected), "what was accepted at last is there")
    client.logout()


def restarted(server):
    server.start()
    client = login(server)
    require(bodies(client) == server.expected, "the same messages after a restart")
    client.logout()
