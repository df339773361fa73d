"""Python's imaplib with extensions it has no methods for: ENABLE, CONDSTORE, ESEARCH, SEARCHRES, UID MOVE, LIST-STATUS,
BINARY, PREVIEW, and IDLE by hand; SORT and THREAD with those it has."""
import imaplib
import re

from account import append, done, make, quoted, session
from harness import Server, deliver, equal, message, require

NEEDS = ["python3"]


def ask(client, command, *args, untagged):
    """A command that imaplib does not know, with one kind of its untagged answers."""
    imaplib.Commands.setdefault(command, ("AUTH", "SELECTED"))
    client.untagged_responses.pop(untagged, None)
    done(client._simple_command(command, *args), command)
    return [x[0] + x[1] if isinstance(x, tuple) else x for x in client.response(untagged)[1] or [] if x]


def changes(client):
    done(client.enable("CONDSTORE"), "ENABLE")
    equal(client.response("ENABLED")[1], [b"CONDSTORE"], "ENABLED")
    equal(done(client.select("INBOX"), "SELECT"), [b"10"], "EXISTS")
    before = int(client.response("HIGHESTMODSEQ")[1][0])
    done(client.uid("STORE", "2,4", "+FLAGS", "(\\Flagged $Work)"), "UID STORE")
    changed = done(client.uid("FETCH", "1:*", "(FLAGS)", f"(CHANGEDSINCE {before})"), "UID FETCH CHANGEDSINCE")
    equal([int(re.search(rb"UID (\d+)", x).group(1)) for x in changed], [2, 4], "what has changed")
    require(all(re.search(rb"MODSEQ \(\d+\)", x) for x in changed), f"each with its MODSEQ: {changed}")
    typ, data = client.uid("STORE", "3:4", f"(UNCHANGEDSINCE {before})", "+FLAGS.SILENT", "(\\Seen)")
    equal(typ, "OK", "UID STORE UNCHANGEDSINCE")
    require(b"[MODIFIED 4]" in data[-1] or client.response("MODIFIED")[1] == [b"4"], f"MODIFIED: {data}")
    found = done(client.search(None, "MODSEQ", str(before + 1)), "SEARCH MODSEQ")[0]
    require(re.fullmatch(rb"2 3 4 \(MODSEQ \d+\)", found), f"SEARCH MODSEQ: {found}")


def searches(client):
    answer = ask(client, "UID", "SEARCH", "RETURN", "(MIN MAX COUNT ALL)", "FLAGGED", untagged="ESEARCH")
    words = answer[0].split()
    equal({k: words[words.index(k) + 1] for k in (b"MIN", b"MAX", b"COUNT", b"ALL")},
          {b"MIN": b"2", b"MAX": b"4", b"COUNT": b"2", b"ALL": b"2,4"}, "ESEARCH")
    ask(client, "UID", "SEARCH", "RETURN", "(SAVE)", "UID", "5:7", untagged="ESEARCH")
    saved = done(client.fetch("$", "(UID)"), "FETCH $")
    equal([re.search(rb"UID (\d+)", x).group(1) for x in saved], [b"5", b"6", b"7"], "SEARCHRES")


def orders(client):
    equal(done(client.sort("(REVERSE SUBJECT)", "UTF-8", "UID 2:4"), "SORT"), [b"4 3 2"], "SORT")
    equal(done(client.thread("ORDEREDSUBJECT", "UTF-8", "UID 2:4"), "THREAD"), [b"(2)(3)(4)"], "THREAD")


def moves(client):
    moved = client.uid("MOVE", "$", quoted("Moved here"))
    code = client.response("COPYUID")[1]
    equal(done(moved, "UID MOVE") and code[0].split()[1:], [b"5:7", b"1:3"], "COPYUID")
    equal(len(done(client.search(None, "ALL"), "SEARCH")[0].split()), 7, "messages left")
    listed = ask(client, "LIST", '""', "*", "RETURN", "(STATUS (MESSAGES UIDNEXT SIZE))", untagged="STATUS")
    moved = next(x for x in listed if b"Moved here" in x)
    require(re.search(rb"MESSAGES 3\b", moved) and b"UIDNEXT 4" in moved and b"SIZE" in moved, f"LIST-STATUS: {listed}")


def items(client):
    row = done(client.uid("FETCH", "8", "(PREVIEW BINARY.SIZE[1] BINARY.PEEK[1])"), "UID FETCH")
    text = b"".join(x if isinstance(x, bytes) else x[0] + x[1] for x in row)
    require(b"Caf\xc3\xa9 at eight" in text and b"BINARY.SIZE[1] 14" in text, f"BINARY and PREVIEW: {text}")


def idles(client, server):
    """imaplib has no IDLE before Python 3.14: its own send and readline."""
    tag = client._new_tag()
    client.send(tag + b" IDLE\r\n")
    require(client.readline().startswith(b"+ "), "IDLE goes on")
    for act, line in ((lambda: deliver(server, "alice@example.org", message("idle")), rb"\* 8 EXISTS"),
                      (lambda: flag_first(server, "+FLAGS"), rb"\* 1 FETCH \(.*\\Answered.*\)"),
                      (lambda: flag_first(server, "-FLAGS"), rb"\* 1 FETCH \(.*\)"),
                      (lambda: expunge_first(server), rb"\* 1 EXPUNGE")):
        act()
        until(client, line)
    client.send(b"DONE\r\n")
    until(client, re.escape(tag) + rb" OK.*")
    del client.tagged_commands[tag]


def until(client, pattern):
    line = client.readline().rstrip(b"\r\n")
    while not re.fullmatch(pattern, line):
        require(line.startswith(b"* "), f"instead of {pattern}: {line}")
        line = client.readline().rstrip(b"\r\n")


def flag_first(server, change):
    with session(server) as other:
        other.select("INBOX")
        done(other.store("1", change, "\\Answered"), "STORE")


def expunge_first(server):
    with session(server) as other:
        other.select("INBOX")
        done(other.store("1", "+FLAGS.SILENT", "\\Deleted"), "STORE")
        done(other.expunge(), "EXPUNGE")


def check():
    with Server() as server:
        for n in range(7):
            deliver(server, "alice@example.org", message(n))
        encoded = message("b", "Q2Fmw6kgYXQgZWlnaHQ=\r\n").replace(b"\r\n\r\n", b"\r\nContent-Transfer-Encoding: base64\r\n\r\n", 1)
        append(server, "INBOX", encoded)
        for n in range(8, 10):
            append(server, "INBOX", message(n), "\\Seen")
        make(server, "Moved here")
        with session(server) as client:
            changes(client)
            searches(client)
            orders(client)
            moves(client)
            items(client)
            idles(client, server)
