"""imapfilter over TLS: rules in Lua move, copy, flag and delete by subject, sender, size and body; then the same rules wait
in IDLE for what comes."""
import subprocess

from account import done, folders, session, subjects
from harness import Server, deliver, equal, message, require, run, wait_until

NEEDS = ["imapfilter"]
RULES = """
inbox = account.INBOX
function rules()
    (inbox:is_unseen() * inbox:contain_subject('invoice')):move_messages(account['Money/Invoices'])
    inbox:match_subject('^\\\\[list\\\\] '):move_messages(account['Lists'])
end
"""
ONCE = """
account:create_mailbox('Money/Invoices')
account:create_mailbox('Lists')
account:subscribe_mailbox('Lists')
rules()
large = inbox:is_larger(20000)
large:mark_flagged()
large:add_flags({ '$Large' })
large:copy_messages(account.Archive)
inbox:contain_body('unsubscribe here'):delete_messages()
inbox:contain_from('sender@example.net'):mark_seen()
mailboxes, inside = account:list_all()
print('mailboxes', table.concat(mailboxes, ' '))
print('in all', account.INBOX:check_status())
"""
WAITING = """
while true do
    assert(inbox:enter_idle(), 'no IDLE')
    rules()
end
"""


def rules(server, name, text):
    config = server.home / name
    config.write_text(
        f"""options.timeout = 30
options.create = false
account = IMAP {{
    server = '127.0.0.1', port = {server.imaps}, ssl = 'auto',
    username = 'alice@example.org', password = '{Server.PASSWORD}',
}}
{RULES}{text}""")
    config.chmod(0o600)
    return ["imapfilter", "-t", server.data / "tls" / "self-signed.crt", "-c", config]


def check():
    with Server() as server:
        for subject, body in (("invoice of May", "Pay.\r\n"), ("[list] hello", "Hello.\r\n"), ("not on a [list]", "No.\r\n"),
                              ("large", "x" * 70 + "\r\n" + ("y" * 70 + "\r\n") * 400), ("bulk", "To unsubscribe here: no\r\n"),
                              ("Re: your invoice", "Paid.\r\n")):
            deliver(server, "alice@example.org", message(subject, body, subject))
        env = {"HOME": str(server.home), "PATH": "/usr/bin:/bin"}
        first = run(rules(server, "once.lua", ONCE), env=env).stdout.decode()
        equal(subjects(server), {"not on a [list]": {"\\Seen"}, "large": {"\\Seen", "\\Flagged", "$Large"}}, "INBOX")
        equal(subjects(server, "Money/Invoices"), {"invoice of May": set(), "Re: your invoice": set()}, "Money/Invoices")
        equal(subjects(server, "Lists"), {"[list] hello": set()}, "Lists")
        equal(set(subjects(server, "Archive")), {"large"}, "Archive")
        require("Money/Invoices" in first and "in all\t2" in first, f"imapfilter printed: {first}")
        require({"Lists", "Money/Invoices"} <= set(folders(server)), f"folders: {folders(server)}")
        with session(server) as client:
            require(any(b"Lists" in x for x in done(client.lsub(), "LSUB")), "Lists is subscribed to")
        debug = server.home / "debug"
        command = rules(server, "waiting.lua", WAITING)
        waiting = subprocess.Popen([str(x) for x in [command[0], "-d", debug, *command[1:]]], env=env,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            for n in range(3):
                # what comes before IDLE is in the EXISTS of SELECT, and nothing is told of it
                wait_until(lambda n=n: debug.exists() and debug.read_text("utf-8", "replace").count("+ idling") > n, "IDLE")
                deliver(server, "alice@example.org", message(f"i{n}", subject=f"invoice {n} while idle"))
                wait_until(lambda n=n: f"invoice {n} while idle" in subjects(server, "Money/Invoices"),
                           f"invoice {n} is moved out of INBOX, imapfilter runs: {waiting.poll() is None}")
        finally:
            waiting.kill()
            waiting.wait(10)
