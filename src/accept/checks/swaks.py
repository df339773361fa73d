"""swaks speaks LMTP: delivery over TCP and a Unix socket, unknown user, too big, several recipients, subaddress."""
from harness import Server, require, run

NEEDS = ["swaks"]


def swaks(server, *args, ok=(0,)):
    done = run(["swaks", "--protocol", "LMTP", "--server", "127.0.0.1", "--port", str(server.lmtp),
                "--helo", "client.example.org", "--from", "sender@example.net", *args], ok=None)
    out = done.stdout.decode("utf-8", "replace") + done.stderr.decode("utf-8", "replace")
    require(done.returncode in ok, f"swaks {args} ended with {done.returncode}:\n{out[-2000:]}")
    return out


def check():
    with Server(sets=["delivery.max-size=1M"]) as server:
        out = swaks(server, "--to", "alice@example.org")
        for word in ("PIPELINING", "ENHANCEDSTATUSCODES", "8BITMIME", "SMTPUTF8", "SIZE 1048576", "CHUNKING"):
            require(word in out, f"LHLO offers {word}:\n{out}")
        require("250 2.1.5" in out or "250 2.0.0" in out, "accepted")
        out = swaks(server, "--to", "nobody@example.org", ok=(24,))
        require("550 5.1.1" in out, f"unknown user:\n{out}")
        # swaks sends no SIZE by itself: the body is measured
        out = swaks(server, "--to", "alice@example.org", "--body", "@" + big(server), ok=(26, 28, 29))
        require("552 5.3.4" in out, f"too big:\n{out[-1500:]}")
        out = swaks(server, "--to", "alice@example.org,bob@example.org")
        require(out.count("250 2.") >= 4, f"two recipients, two replies:\n{out}")
        server.tool("mailbox", "create", "alice@example.org", "Lists/Java")
        swaks(server, "--to", "alice+Archive@example.org")
        status = server.tool("mailbox", "status", "alice@example.org", "Archive", "--json").stdout.decode()
        require('"messages":1' in status.replace(" ", ""), f"subaddress to a folder: {status}")
        done = run(["swaks", "--protocol", "LMTP", "--socket", server.lmtp_socket, "--to", "bob@example.org",
                    "--from", "sender@example.net", "--helo", "client.example.org"])
        require(b"250 2." in done.stdout, "Unix socket")


def big(server):
    path = server.home / "big.txt"
    path.write_bytes(b"0123456789abcdef\n" * (2 << 16))
    return str(path)
