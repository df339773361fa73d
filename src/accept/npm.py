"""Clients from npm: what node/package-lock.json names, installed under target/."""
import os
import shutil

from harness import ROOT, run

WANTED = ROOT / "src" / "accept" / "node"
INSTALLED = ROOT / "target" / "accept-node"


def environment():
    """The environment in which node finds the packages; they are installed when the lock file is another than last time."""
    lock, last = WANTED / "package-lock.json", INSTALLED / "installed.json"
    if not last.exists() or last.read_bytes() != lock.read_bytes():
        INSTALLED.mkdir(parents=True, exist_ok=True)
        for file in ("package.json", "package-lock.json"):
            shutil.copy(WANTED / file, INSTALLED / file)
        run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"], cwd=INSTALLED)
        shutil.copy(lock, last)
    return {**os.environ, "NODE_PATH": str(INSTALLED / "node_modules")}
