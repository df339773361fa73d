"""Perl's Mail::IMAPClient after STARTTLS: folders, messages, envelopes, search, flags, copy, move, quota, IDLE."""
from account import subjects
from harness import CLIENTS, Server, equal, run

NEEDS = ["perl", "/usr/share/perl5/Mail/IMAPClient.pm", "/usr/share/perl5/IO/Socket/SSL.pm"]


def check():
    with Server() as server:
        done = run(["perl", CLIENTS / "mail_imapclient.pl", server.imap, "alice@example.org", Server.PASSWORD])
        said = done.stdout.decode().split()
        equal(said[-1:], ["done"], f"the script's last word: {done.stdout + done.stderr}")
        print("     also " + (", ".join(said[:-1]) or "nothing"))
        equal(subjects(server, "Entw&APw-rfe"), {"s1": {"\\Flagged"}, "s2": {"\\Seen", "\\Flagged"}, "s5": {"\\Seen"}}, "what is left")
        equal(subjects(server, "Archive"),
              {"s1": {"\\Flagged"}, "s2": {"\\Seen", "\\Flagged"}, "s3": {"\\Seen", "$Label1"}}, "what was copied and moved")
