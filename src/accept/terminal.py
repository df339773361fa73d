"""A program with a screen, driven by keys, in tmux."""
from harness import run, wait_until


class Terminal:
    def __init__(self, server, command):
        self.tmux = ["tmux", "-S", str(server.home / "tmux.sock")]
        run([*self.tmux, "-f", "/dev/null", "new-session", "-d", "-s", "m", "-x", "120", "-y", "40", command])

    def screen(self):
        return run([*self.tmux, "capture-pane", "-p", "-t", "m"]).stdout.decode("utf-8", "replace")

    def keys(self, *keys):
        run([*self.tmux, "send-keys", "-t", "m", *keys])

    def shows(self, text):
        try:
            wait_until(lambda: text in self.screen(), f"screen shows {text!r}")
        except Exception as e:
            raise AssertionError(f"{e}\n{self.screen()}") from e

    def ends(self):
        """Waits until the program has ended by itself."""
        wait_until(lambda: run([*self.tmux, "has-session", "-t", "m"], ok=None).returncode != 0, "the program ends")

    def close(self):
        run([*self.tmux, "kill-server"], ok=None)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
