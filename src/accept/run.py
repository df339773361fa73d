#!/usr/bin/env python3
"""Runs the real-client checks against the packaged server: run.py [NAME…], all of them by default.

Each file in checks/ is one check: NEEDS names the programs (or, beginning with "/", the files) it uses, check() raises when
something is wrong. What is missing is a failure, never a silent skip. The last line counts: "N passed, N failed".
"""
import importlib
import pathlib
import shutil
import sys
import time
import traceback

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True

# Debian's package of a program that is named otherwise
PACKAGES = {
    "/usr/share/perl5/IO/Socket/SSL.pm": "libio-socket-ssl-perl",
    "/usr/share/perl5/Mail/IMAPClient.pm": "libmail-imapclient-perl",
    "/usr/share/roundcube/SQL/sqlite.initial.sql": "roundcube-core",
    "/var/lib/roundcube/public_html/index.php": "roundcube-core",
    "chromedriver": "chromium-driver",
    "doveadm": "dovecot-core",
    "dovecot": "dovecot-core",
    "getmail": "getmail6",
    "mbsync": "isync",
    "node": "nodejs",
    "offlineimap": "offlineimap3",
    "php": "php-cli",
}


def main(wanted):
    names = sorted(p.stem for p in (HERE / "checks").glob("*.py") if p.stem != "__init__")
    unknown = set(wanted) - set(names)
    if unknown:
        print(f"no such check: {', '.join(sorted(unknown))}; there are: {', '.join(names)}")
        return 2
    failed = []
    chosen = [n for n in names if not wanted or n in wanted]
    for name in chosen:
        started = time.monotonic()
        problem = run_one(name)
        seconds = time.monotonic() - started
        print(f"{'FAIL' if problem else 'ok  '} {name} ({seconds:.1f} s)", flush=True)
        if problem:
            failed.append(name)
            print(problem, flush=True)
    print(f"{len(chosen) - len(failed)} passed, {len(failed)} failed", flush=True)
    return 1 if failed else 0


def present(need):
    return pathlib.Path(need).exists() if need.startswith("/") else shutil.which(need) is not None


def run_one(name):
    module = importlib.import_module(f"checks.{name}")
    missing = [need for need in module.NEEDS if not present(need)]
    if missing:
        packages = " ".join(sorted({PACKAGES.get(need, need) for need in missing}))
        return f"     missing on this machine: {', '.join(missing)}; in Debian: apt-get install {packages} (nothing was checked)"
    try:
        module.check()
        return None
    except Exception:  # noqa: BLE001  whatever goes wrong is this check's result
        return "".join("     " + line for line in traceback.format_exc().splitlines(keepends=True))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
