"""getmail by POP3 leaving messages on the server: the second run fetches none, a later one only what is new."""
import mailbox

from harness import Server, deliver, equal, message, run_as_nobody

NEEDS = ["getmail"]
COUNT = 10


def check():
    with Server() as server:
        for n in range(COUNT):
            deliver(server, "alice@example.org", message(n))
        config = server.home / "getmail"
        config.mkdir()
        target = config / "mail"
        mailbox.Maildir(target)
        (config / "getmailrc").write_text(
            f"""[retriever]
type = SimplePOP3Retriever
server = 127.0.0.1
port = {server.pop3}
username = alice@example.org
password = {Server.PASSWORD}

[destination]
type = Maildir
path = {target}/

[options]
delete = false
read_all = false
""")
        fetch = ["getmail", "--getmaildir", config]
        run_as_nobody(fetch, config)
        equal(len(mailbox.Maildir(target)), COUNT, "first run")
        run_as_nobody(fetch, config)
        equal(len(mailbox.Maildir(target)), COUNT, "second run")
        deliver(server, "alice@example.org", message(COUNT))
        run_as_nobody(fetch, config)
        equal(len(mailbox.Maildir(target)), COUNT + 1, "third run")
