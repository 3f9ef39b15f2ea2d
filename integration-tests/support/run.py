"""A run of training in a process of its own, and what a case can expect of it."""

import os
import sys
import zipfile

from support.cases import Failure
from support.processes import read


class Run:
    """A run: its id, the process that trains, and the file in which it saves its model."""

    def __init__(self, name, process, model):
        self.name = name
        self.process = process
        self.model = model

    def ends(self, status=0):
        """Waits for the end of the process, which must have that exit status."""
        found = self.process.end()
        if found != status:
            raise Failure(f'its exit status is {found}, not {status}')

    def must_say(self, part):
        """Standard error must have a line with that part."""
        if not self.process.says(part):
            raise Failure(f"it does not say '{part}'")

    def must_have_bits_of(self, model):
        """Parameters, updater state and counts must be those of the other model."""
        if not os.path.exists(self.model):
            raise Failure('it has saved no model')
        if _parts(self.model) != _parts(model):
            raise Failure(f'its model differs from {os.path.basename(model)}')


def _parts(model):
    others = ('normalizer.bin', 'clr-spark/model.json')  # the second has the versions of Java and Spark
    with zipfile.ZipFile(model) as file:
        return {name: file.read(name) for name in file.namelist() if name not in others}


def show_newest_logs(folder):
    """Prints the last lines of the newest logs below a folder to standard error."""
    names = ('.log', '.out', 'stderr', 'stdout')
    logs = (os.path.join(path, file) for path, _, files in os.walk(folder) for file in files if file.endswith(names))
    for log in sorted(logs, key=os.path.getmtime)[-6:]:
        lines = read(log).decode(errors='replace').splitlines()[-12:]
        print(f'--- {log}', *(line[:300] for line in lines), sep='\n', file=sys.stderr)
