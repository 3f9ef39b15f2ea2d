"""Puts the jar of this checkout, where it is built, into the package. pyproject.toml has the rest."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

JAR = Path(__file__).resolve().parent.parent / 'jobs/target/clr-jobs.jar'


class BuildWithJar(build_py):
    """Copies the jar beside the modules."""

    def run(self):
        super().run()
        if JAR.exists() and not self.editable_mode:
            folder = Path(self.build_lib) / 'clrspark/jars'
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy2(JAR, folder)


setup(cmdclass={'build_py': BuildWithJar})
