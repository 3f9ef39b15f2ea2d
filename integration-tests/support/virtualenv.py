"""Python environments with the packages of constraints.txt."""

import subprocess
import sys
from pathlib import Path

CONSTRAINTS = Path(__file__).resolve().parents[1] / 'constraints.txt'


def make(folder, *packages):
    """Makes an environment in the folder and installs packages into it. Returns the path of its Python."""
    python = Path(folder) / 'bin/python'
    if subprocess.run([sys.executable, '-m', 'venv', folder]).returncode:
        sys.exit('Cannot make a Python environment: install Python 3 with venv.')
    pip = [python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-c', CONSTRAINTS]
    if subprocess.run([*pip, *packages], stdout=sys.stderr).returncode:
        sys.exit(f'Cannot install {" ".join(map(str, packages))}: pip failed, see above.')
    return python
