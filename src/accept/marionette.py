"""Thunderbird without a screen, worked from within by Marionette, the remote protocol of its engine: scripts with all that its own
code may do, and screenshots of its window."""
import base64
import contextlib
import json
import os
import pathlib
import re
import signal
import subprocess

from harness import SCREENS, CheckFailed, Wire, free_ports, wait_until

PREFERENCES = """
user_pref("app.update.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("mail.provider.suppress_dialog_on_startup", true);
user_pref("mail.rights.version", 1);
user_pref("mail.spotlight.firstRunDone", true);
user_pref("mail.winsearch.firstRunDone", true);
user_pref("mailnews.start_page.enabled", false);
"""


class Thunderbird:
    """One run of it; the profile stays from run to run of the same server, the log is of this run alone."""

    def __init__(self, server, run):
        self.home = server.home / "thunderbird"
        self.profile = self.home / "profile"
        self.run_name = run
        self.port = free_ports(1)[0]
        self.shots = 0
        self.calls = 0
        self.profile.mkdir(parents=True, exist_ok=True)
        (self.profile / "user.js").write_text(PREFERENCES + f'user_pref("marionette.port", {self.port});\n')

    def __enter__(self):
        SCREENS.mkdir(parents=True, exist_ok=True)
        env = {**os.environ, "HOME": str(self.home), "MOZ_LOG": "timestamp,IMAP:4", "MOZ_LOG_FILE": str(self.home / self.run_name),
               "MOZ_HEADLESS_WIDTH": "1280", "MOZ_HEADLESS_HEIGHT": "800"}
        with open(self.home / "out", "wb") as out:
            self.process = subprocess.Popen(
                ["thunderbird", "--headless", "--marionette", "--remote-allow-system-access", "--no-remote",
                 "--profile", str(self.profile)], env=env, stdout=out, stderr=out, stdin=subprocess.DEVNULL, start_new_session=True)
        try:
            self.wire = wait_until(self._connect, "Thunderbird listens", 60)
            self._call("WebDriver:NewSession", capabilities={"alwaysMatch": {}})
            self._call("Marionette:SetContext", value="chrome")
            self._call("WebDriver:SetTimeouts", script=60000)
            wait_until(self._started, "its window is there", 60)
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, kind, value, trace):
        if kind is not None:
            with contextlib.suppress(Exception):
                print("     the screen then: " + str(self.shot("failed")))
        self._end()

    def quit(self):
        """As from its menu: everything is written."""
        self._call("Marionette:Quit", flags=["eAttemptQuit"])
        self.wire.close()
        self.process.wait(30)

    def _end(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def _connect(self):
        if self.process.poll() is not None:
            raise CheckFailed("Thunderbird ended: " + (self.home / "out").read_text("utf-8", "replace")[-2000:])
        try:
            wire = Wire(("127.0.0.1", self.port), timeout=90)
        except OSError:
            return None
        self._read(wire)  # what it is
        return wire

    def _started(self):
        """Whether its main window has done all it does at the start."""
        with contextlib.suppress(CheckFailed):
            return self.run("return Boolean(await delayedStartupPromise)")
        return False

    @staticmethod
    def _read(wire):
        return json.loads(wire.octets(int(wire.until(b":"))))

    def _call(self, command, **parameters):
        self.calls += 1
        text = json.dumps([0, self.calls, command, parameters]).encode()
        self.wire.send(b"%d:%s" % (len(text), text))
        _, _, error, result = self._read(self.wire)
        if error:
            raise CheckFailed(f"Thunderbird: {error['error']}: {error['message']}"[:1000])
        return result

    def run(self, script, *args):
        """What the async script returns; `args` are its arguments."""
        wrapped = f"""const args = [...arguments].slice(0, -1), done = arguments[arguments.length - 1];
            (async () => {{ {script} }})().then(done, e => done({{failure: String(e) + " " + (e.stack ?? "")}}));"""
        value = self._call("WebDriver:ExecuteAsyncScript", script=wrapped, args=list(args), newSandbox=False)["value"]
        if isinstance(value, dict) and "failure" in value:
            raise CheckFailed(f"Thunderbird: {value['failure']}")
        return value

    def said(self):
        """The IMAP commands of this run, as its own log has them."""
        log = (self.home / f"{self.run_name}.moz_log").read_text("utf-8", "replace")
        return re.findall(r"SendData: (?:\d+ )?(.*)", log)

    def shot(self, what) -> pathlib.Path:
        self.shots += 1
        file = SCREENS / f"thunderbird-{self.run_name}-{self.shots:02d}-{what}.png"
        file.write_bytes(base64.b64decode(self._call("WebDriver:TakeScreenshot", full=False)["value"]))
        return file
