"""curl over IMAP, IMAPS, STARTTLS, POP3, POP3S, STLS: list, fetch, append, search, delete."""
from harness import Server, deliver, equal, message, require, run

NEEDS = ["curl"]
USER = f"alice@example.org:{Server.PASSWORD}"


def curl(*args, ok=(0,)):
    return run(["curl", "-sS", "-k", "-m", "20", "-u", USER, *args], ok=ok).stdout


def check():
    with Server() as server:
        sent = message(1)
        deliver(server, "alice@example.org", sent)
        imap = [f"imap://127.0.0.1:{server.imap}", f"imaps://127.0.0.1:{server.imaps}"]
        for base in imap:
            require(b"INBOX" in curl(base + "/"), "LIST shows INBOX")
            body = curl(base + "/INBOX;MAILINDEX=1")
            require(body.endswith(sent), f"{base}: the message comes back")
            require(b"Return-Path: <sender@example.net>" in body, "Return-Path was added")
        require(curl("--ssl-reqd", imap[0] + "/INBOX;MAILINDEX=1").endswith(sent), "STARTTLS")
        require(b"SEARCH 1" in curl(imap[0] + "/INBOX?SUBJECT%20message"), "SEARCH")
        for base, more in ((f"pop3://127.0.0.1:{server.pop3}", []), (f"pop3s://127.0.0.1:{server.pop3s}", []),
                           (f"pop3://127.0.0.1:{server.pop3}", ["--ssl-reqd"])):
            require(curl(*more, base + "/1").endswith(sent), f"{base}: RETR")
            require(curl(*more, base + "/").startswith(b"1 "), f"{base}: LIST")
        upload = server.home / "up.eml"
        upload.write_bytes(message(2))
        curl("-T", upload, imap[0] + "/Drafts")
        equal(curl(imap[0] + "/Drafts;MAILINDEX=1"), message(2), "APPEND")
        wrong = run(["curl", "-sS", "-k", "-m", "20", "-u", "alice@example.org:wrong", imap[0] + "/"], ok=(67,))
        equal(wrong.returncode, 67, "a wrong password is a login failure")
