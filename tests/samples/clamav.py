"""A clamd of its own, with one signature: that of the EICAR test file, which no scanner's maker calls harmful."""

import shutil
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

from lib.malware import clamd

# Split, so that no scanner on the machine of a developer takes this module away.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
LARGEST = 1  # megabytes that it examines


@contextmanager
def scanner(folder: Path):
    """Yields its address once it answers."""
    program = shutil.which("clamd")
    assert program, "clamd is missing: .ci/run installs clamav-daemon"
    (folder / "database").mkdir()
    (folder / "database" / "eicar.ndb").write_text(f"Eicar-Test:0:*:{EICAR.hex()}\n")
    (folder / "clamd.conf").write_text(
        f"Foreground yes\nLocalSocket {folder}/clamd.ctl\nDatabaseDirectory {folder}/database\n"
        f"LogFile {folder}/clamd.log\nStreamMaxLength {LARGEST}M\nUser root\n"
    )
    process = subprocess.Popen([program, f"--config-file={folder}/clamd.conf"], stderr=subprocess.PIPE)
    address = f"unix://{folder}/clamd.ctl"
    try:
        give_up = time.monotonic() + 60
        while not clamd.is_there(address):
            assert process.poll() is None, process.stderr.read()
            assert time.monotonic() < give_up, "clamd does not answer"
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(20)
        process.stderr.close()
