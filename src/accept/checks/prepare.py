"""`postern prepare` in a copy of the distribution: the next server takes its classes from there, and what is broken harms nobody."""
import shutil
import pathlib
import tempfile

from harness import POSTERN, equal, require, run

NEEDS = []


def check():
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="postern-accept-"))
    home = scratch / "postern"
    shutil.copytree(POSTERN.parents[1], home)
    postern = home / "bin" / "postern"
    kept = home / "lib" / "postern.jsa"
    kept.unlink(missing_ok=True)
    version = run([postern, "--version"]).stdout

    remains = kept.with_suffix(".jsa.new")
    remains.write_bytes(b"what a prepare that was interrupted has left")
    remains.chmod(0o400)
    done = run([postern, "prepare"])
    equal((done.stdout, done.stderr), (b"", b""), "nothing is said when all goes well")
    require(kept.is_file(), "the classes are kept")
    require(not remains.exists(), "under one name only")
    equal(kept.stat().st_mode & 0o777, 0o644, "everybody may read them, whoever runs the server")
    equal(loaded(postern, scratch, version), True, "classes of ours come from what was kept")

    (home / "lib" / "other.jar").write_bytes((home / "lib" / "postern.jar").read_bytes())
    equal(loaded(postern, scratch, version), False, "with other libraries they do not")
    run([postern, "prepare"])
    equal(loaded(postern, scratch, version), True, "until that is done again")

    kept.chmod(0o644)
    kept.write_bytes(b"no classes")
    equal(loaded(postern, scratch, version), False, "what is no archive is passed over")
    shutil.rmtree(scratch)


def loaded(postern, scratch, version):
    """Whether a class of ours was taken from the archive; the program says what it says in any case."""
    log = scratch / "classes.log"
    done = run([postern, "--version"], env={"PATH": "/usr/bin:/bin", "POSTERN_JAVA_OPTS": f"-Xlog:class+load:file={log}"})
    equal((done.stdout, done.stderr), (version, b""), "--version")
    return any("org.postern." in line and "shared objects file" in line for line in log.read_text().splitlines())
