"""The package `training` lies at the root of the repository and is not installed; torch is not needed here."""

import sys
from pathlib import Path

ROOT = str(Path(__file__).parents[2])
if ROOT not in sys.path:
    sys.path.append(ROOT)
