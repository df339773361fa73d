"""A headless Chromium that a check works with, by the WebDriver protocol: elements by CSS, waiting with a deadline, screenshots."""
import base64
import contextlib
import json
import pathlib
import subprocess
import urllib.error
import urllib.request

from harness import SCREENS, CheckFailed, free_ports, wait_until

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # W3C WebDriver 12.2: the key under which an element's reference stands


class Browser:
    def __init__(self, server, name):
        self.home = server.home
        self.name = name
        self.shots = 0
        self.session = ""
        self.port = free_ports(1)[0]
        self.log = open(self.home / "chromedriver.log", "wb")

    def __enter__(self):
        SCREENS.mkdir(parents=True, exist_ok=True)
        self.process = subprocess.Popen(["chromedriver", f"--port={self.port}"], stdout=self.log, stderr=self.log,
                                        start_new_session=True)
        try:
            wait_until(self._ready, "chromedriver is ready")
            arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                         "--window-size=1280,900", "--lang=en", f"--user-data-dir={self.home}/chromium"]
            wanted = {"browserName": "chrome", "goog:chromeOptions": {"args": arguments}}
            self.session = "/session/" + self._call("POST", "/session", capabilities={"alwaysMatch": wanted})["sessionId"]
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, kind, value, trace):
        if self.session:
            if kind is not None:
                with contextlib.suppress(Exception):
                    print("     the screen then: " + str(self.shot("failed")))
            with contextlib.suppress(Exception):
                self._call("DELETE", self.session)
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
        self.log.close()

    def _ready(self):
        with contextlib.suppress(OSError):
            return self._call("GET", "/status")["ready"]
        return False

    def _call(self, method, path, **body):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", method=method,
                                         data=json.dumps(body).encode() if method == "POST" else None,
                                         headers={"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as e:
            raise CheckFailed(f"browser: {json.load(e)['value']['message'][:500]}") from e

    def open(self, url):
        self._call("POST", self.session + "/url", url=url)

    def run(self, script, *args):
        """What the script returns, called with the arguments in the page."""
        return self._call("POST", self.session + "/execute/sync", script=script, args=list(args))

    def until(self, script, *args, what=None, seconds=20):
        """Waits until the expression is true in the page; errors while a page is loading do not count."""
        def holds():
            try:
                return self.run("return " + script, *args)
            except CheckFailed:
                return None
        return wait_until(holds, what or script, seconds)

    def find(self, css):
        """The visible element, once there is one."""
        found = "[...document.querySelectorAll(arguments[0])].find(e => e.offsetParent !== null)"
        return self.until(found, css, what=f"{css} in the page")[ELEMENT]

    def click(self, css):
        self._call("POST", f"{self.session}/element/{self.find(css)}/click")

    def type(self, css, text):
        """Types into a field, in place of what is there."""
        field = self.find(css)
        self._call("POST", f"{self.session}/element/{field}/clear")
        self._call("POST", f"{self.session}/element/{field}/value", text=text)

    def shot(self, what) -> pathlib.Path:
        self.shots += 1
        file = SCREENS / f"{self.name}-{self.shots:02d}-{what}.png"
        file.write_bytes(base64.b64decode(self._call("GET", self.session + "/screenshot")))
        return file
