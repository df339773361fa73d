"""Every message of src/test/resources/mail (and of a corpus beside the project, if there is one) by LMTP DATA, LMTP BDAT
and APPEND comes back octet for octet over IMAP BODY[] and POP3 RETR; sizes agree; ENVELOPE and BODYSTRUCTURE answer."""
import imaplib
import mailbox
import re

from harness import CORPUS, MAIL, Server, Wire, equal, lax_tls, lmtp_open, lmtp_send, require

NEEDS = ["python3"]
imaplib._MAXLINE = 50_000_000


def messages():
    found = {}
    for folder in (MAIL, CORPUS):
        for path in sorted(folder.glob("*.eml")):
            found[path.name] = path.read_bytes()
        for path in sorted(folder.glob("*.mbox")):
            for i, m in enumerate(mailbox.mbox(path, create=False)):
                found[f"{path.name}#{i}"] = m.as_bytes(policy=m.policy.clone(max_line_length=None)) if m else b""
    return {name: octets for name, octets in found.items() if octets}


def connect(server, how):
    if how == "tls":
        client = imaplib.IMAP4_SSL("127.0.0.1", server.imaps, ssl_context=lax_tls())
    else:
        client = imaplib.IMAP4("127.0.0.1", server.imap)
        if how == "starttls":
            client.starttls(lax_tls())
    client.login("alice@example.org", Server.PASSWORD)
    return client


def fetch_all(client):
    """uid -> (size, body), and that ENVELOPE and BODYSTRUCTURE answer for each."""
    typ, data = client.uid("FETCH", "1:*", "(UID RFC822.SIZE BODY.PEEK[])")
    equal(typ, "OK", "FETCH")
    bodies = {}
    for item in data:
        if isinstance(item, tuple):
            uid = int(re.search(rb"UID (\d+)", item[0]).group(1))
            size = int(re.search(rb"RFC822.SIZE (\d+)", item[0]).group(1))
            equal(size, len(item[1]), f"RFC822.SIZE of uid {uid}")
            bodies[uid] = item[1]
    for uid in bodies:
        for what in ("ENVELOPE", "BODYSTRUCTURE", "BODY"):
            typ, answer = client.uid("FETCH", str(uid), f"({what})")
            require(typ == "OK" and answer != [None], f"{what} of uid {uid}: {typ} {answer}")
            balanced(answer, f"{what} of uid {uid}")
    return bodies


def balanced(answer, what):
    """Parentheses outside strings close."""
    text = b"".join(a[0] + b'"literal"' if isinstance(a, tuple) else a for a in answer)
    text = re.sub(rb'"(?:[^"\\]|\\.)*"', b"", text)
    equal(text.count(b"("), text.count(b")"), f"parentheses in {what}")


def retr_all(server, tls):
    """message number -> octets, by POP3, read exactly."""
    got = {}
    with Wire(("127.0.0.1", server.pop3s if tls else server.pop3), tls=tls) as wire:
        def ask(command):
            wire.send(command.encode() + b"\r\n")
            line = wire.line()
            require(line.startswith(b"+OK"), f"{command}: {line}")
            return line
        require(wire.line().startswith(b"+OK"), "greeting")
        ask("USER alice@example.org")
        ask("PASS " + Server.PASSWORD)
        count = int(ask("STAT").split()[1])
        ask("LIST")
        sizes = [int(row.split()[1]) for row in wire.until(b".\r\n").split(b"\r\n") if row]
        for n in range(1, count + 1):
            ask(f"RETR {n}")
            body = wire.until(b"\r\n.\r\n") + b"\r\n"
            body = (b"\r\n" + body).replace(b"\r\n..", b"\r\n.")[2:]
            require(sizes[n - 1] in (len(body), len(body) - 2), f"LIST {n}: {sizes[n - 1]} for {len(body)} octets")
            got[n] = body
        ask("QUIT")
    return got


def bdat(wire, message):
    wire.send(b"MAIL FROM:<sender@example.net>\r\nRCPT TO:<alice@example.org>\r\n")
    require(wire.reply().startswith("250") and wire.reply().startswith("250"), "MAIL, RCPT before BDAT")
    half = len(message) // 2
    wire.send(b"BDAT %d\r\n" % half + message[:half] + b"BDAT %d LAST\r\n" % (len(message) - half) + message[half:])
    require(wire.reply().startswith("250"), "first BDAT")
    return wire.reply()


def check():
    all_messages = messages()
    require(len(all_messages) >= 5, "there is mail to try")
    with Server() as server:
        expected = []
        with lmtp_open(server.lmtp_socket) as wire:
            for name, octets in all_messages.items():
                answers = lmtp_send(wire, ["alice@example.org"], octets)
                require(answers[0].startswith("250"), f"DATA {name}: {answers}")
                expected.append((name, "DATA", octets if octets.endswith(b"\r\n") else octets + b"\r\n"))
                answer = bdat(wire, octets)
                require(answer.startswith("250"), f"BDAT {name}: {answer}")
                expected.append((name, "BDAT", octets))
        client = connect(server, "tls")
        for name, octets in all_messages.items():
            # imaplib's append() rewrites line ends: send the literal ourselves
            client.literal = octets
            typ, answer = client._simple_command("APPEND", "INBOX", "(\\Seen)")
            equal(typ, "OK", f"APPEND {name}: {answer}")
            expected.append((name, "APPEND", octets))
        client.logout()
        for how in ("plain", "starttls", "tls"):
            client = connect(server, how)
            client.select("INBOX")
            bodies = fetch_all(client)
            equal(len(bodies), len(expected), f"{how}: number of messages")
            for (uid, body), (name, way, octets) in zip(sorted(bodies.items()), expected):
                same = body == octets if way == "APPEND" else body.endswith(octets)
                require(same, f"{how}: {name} by {way} (uid {uid}) is not what was sent")
                if way != "APPEND":
                    trace = body[: len(body) - len(octets)]
                    require(re.match(rb"Return-Path: <sender@example.net>\r\nDelivered-To: alice@example.org\r\n"
                                     rb"Received: ", trace), f"trace fields of {name}: {trace!r}")
            client.logout()
        for tls in (False, True):
            got = retr_all(server, tls)
            equal(len(got), len(expected), "POP3 count")
            for (n, body), uid in zip(got.items(), sorted(bodies)):
                whole = bodies[uid] if bodies[uid].endswith(b"\r\n") else bodies[uid] + b"\r\n"
                require(body == whole, f"RETR {n} differs from BODY[] of uid {uid} ({expected[n - 1][:2]})")
        print(f"     {len(all_messages)} messages three ways, over plain, STARTTLS and TLS")
