"""A mailbox that fills up: the warning lies in INBOX in German and once, whoever logs in is alerted, a webhook is told and can
verify who tells it; a restart repeats nothing, and what the webhook could not be told before it, nobody being there, is told after
it; with room again the user and the webhook hear of it. An event that the webhook never takes holds up its own mailbox only, and is
told after a kill."""
import email
import email.header
import hashlib
import hmac
import http.server
import imaplib
import json
import threading

from harness import Server, equal, lmtp_open, lmtp_send, message, require, wait_until

NEEDS = ["python3"]
USER = "alice@example.org"
OTHER = "bob@example.org"
SECRET = "sixteen characters or more"


class Hook:
    """An HTTP server that answers 503 the first time, and keeps what it was told."""

    def __init__(self):
        self.told, self.forged, self.ids, self.port = [], 0, [], 0
        self.refusals = [503]
        self.poisonous = None  # to events about whom it answers 500
        self.start()

    def start(self):
        refusals = self.refusals
        hook = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                event = json.loads(body)
                if refusals:
                    self.send_response(refusals.pop())
                elif event["address"] == hook.poisonous:
                    self.send_response(500)
                else:
                    proof = "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
                    hook.forged += self.headers["Postern-Signature"] != proof
                    hook.told.append(event)
                    hook.ids.append(self.headers["Postern-Event"])
                    self.send_response(204)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def events(self):
        return [(e["event"], e["address"]) for e in self.told]


def big(n):
    return message(n, ("x" * 76 + "\r\n") * 1300)  # about 100 KB


def alerts(server):
    client = imaplib.IMAP4("127.0.0.1", server.imap)
    seen = []
    read = client._get_line
    client._get_line = lambda: (seen.append(read()), seen[-1])[1]
    client.login(USER, Server.PASSWORD)
    return client, [line for line in seen if b"[ALERT]" in line]


def subjects(client):
    client.select("INBOX")
    found = client.fetch("1:*", "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")[1]
    texts = [email.message_from_bytes(x[1])["Subject"] for x in found if isinstance(x, tuple)]
    return [str(email.header.make_header(email.header.decode_header(t))) for t in texts if t]


def check():
    hook = Hook()
    sets = [f"quota.webhook=http://127.0.0.1:{hook.port}/quota", f"quota.webhook-secret={SECRET}",
            "quota.warning-language=de", "quota.warn-at=50,90"]
    with Server(sets=sets, users=(USER, OTHER), quota="480K") as server:
        client, alarm = alerts(server)
        equal(alarm, [], "no alert while there is room")
        client.logout()
        with lmtp_open(("127.0.0.1", server.lmtp)) as wire:
            answers = [lmtp_send(wire, [USER], big(n))[0][:3] for n in range(7)]
        require(answers == ["250"] * 4 + ["552"] * 3, f"answers: {answers}")
        wait_until(lambda: len(hook.told) >= 2, "the webhook is told after it said 503")
        client, alarm = alerts(server)
        german = [s for s in subjects(client) if s.startswith("Ihr Postfach ist zu")]
        equal(german, ["Ihr Postfach ist zu 50 % voll"], "warnings")
        client.logout()
        # Four messages are some 80 percent: fill up to the brink.
        with lmtp_open(("127.0.0.1", server.lmtp)) as wire:
            small = message(9, ("x" * 76 + "\r\n") * 100)
            while lmtp_send(wire, [USER], small)[0].startswith("250"):
                pass
        client, alarm = alerts(server)
        require(len(alarm) == 1, f"one alert: {alarm}")
        client.logout()
        wait_until(lambda: ("quota-warning", USER) in hook.events()[2:], "the second percentage")
        before = hook.events()
        require(before[0] == ("quota-warning", USER) and ("quota-refused", USER) in before, f"told: {before}")

        # Nobody listens when another one is refused; the server stops, and so is it killed.
        hook.stop()
        with lmtp_open(("127.0.0.1", server.lmtp)) as wire:
            require(lmtp_send(wire, [OTHER], big(1))[0].startswith("250"), "room for another")
        equal(server.stop(), 0, "exit code")
        server.start()
        with lmtp_open(("127.0.0.1", server.lmtp)) as wire:
            require([lmtp_send(wire, [OTHER], big(n))[0][:3] for n in range(2, 7)][-1] == "552", "another is full")
        server.kill()
        equal(hook.events(), before, "nobody was told")
        waiting = len(list((server.data / "webhook").iterdir()))
        require(waiting >= 2, f"events wait on disk: {waiting}")
        hook.start()
        server.start()
        wait_until(lambda: len(hook.told) == len(before) + waiting, "what waited is told")
        wait_until(lambda: not list((server.data / "webhook").iterdir()), "and waits no more")
        equal(hook.events()[len(before):][0], ("quota-warning", OTHER), "in order")
        require(("quota-refused", OTHER) in hook.events(), f"told: {hook.events()}")
        equal(len(set(hook.ids)), len(hook.ids), "ids")
        before = hook.events()
        client, alarm = alerts(server)
        require(len(alarm) == 1, f"still one alert: {alarm}")
        warned = len([s for s in subjects(client) if s.startswith("Ihr Postfach")])
        equal(warned, 2, "warnings after a restart")
        with lmtp_open(("127.0.0.1", server.lmtp)) as wire:
            require(lmtp_send(wire, [USER], big(20))[0].startswith("552"), "full")
        client.select("INBOX")
        client.store("1:3", "+FLAGS.SILENT", "\\Deleted")
        client.expunge()
        require("Ihr Postfach nimmt wieder Nachrichten an" in subjects(client), "told that there is room")
        wait_until(lambda: ("quota-relieved", USER) in hook.events(), "the webhook is told of it")
        equal(hook.events()[len(before):],
              [("quota-refused", USER), ("quota-receded", USER), ("quota-relieved", USER)], "told since the restart")
        equal(hook.forged, 0, "signatures")
        client.logout()
        _, alarm = alerts(server)
        equal(alarm, [], "no alert with room")

        before = hook.events()
        hook.poisonous = USER
        server.tool("quota", "set", USER, "150K")
        server.tool("quota", "set", OTHER, "10M")
        wait_until(lambda: ("quota-receded", OTHER) in hook.events(), "others are told after half a minute", 90)
        require(USER not in [address for _, address in hook.events()[len(before):]], f"told: {hook.events()}")
        server.kill()
        hook.poisonous = None
        server.start()
        wait_until(lambda: ("quota-warning", USER) in hook.events()[len(before):], "what was not taken is told")
        wait_until(lambda: not list((server.data / "webhook").iterdir()), "and waits no more")
    hook.stop()
