"""The same pages give the same bytes, in every process (sets are ordered differently in each)."""

import os
import subprocess
import sys
from importlib.resources import files


def test_the_sample_is_coded_to_the_same_bytes_in_every_process():
    command = [sys.executable, "-m", "selaras.cli", "code", str(files("selaras") / "sample" / "pages"), "--jsonl"]
    runs = [
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "2")
    ]
    assert runs[0]
    assert runs[0] == runs[1]
