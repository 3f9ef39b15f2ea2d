"""A Spark distribution: the one that comes with the Python package pyspark."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from support import virtualenv
from support.project import DIGITS, JAR, QUICK_JVM, ROOT, conf_options

ARCHIVE = 'spark.jsa'


def install(folder):
    """Installs the distribution into a folder and returns its SPARK_HOME.

    Where the jar is built, it also archives the classes of a short training with class data sharing. JVMs that use
    the archive start faster.
    """
    python = virtualenv.make(folder, 'pyspark')
    where = [python, '-c', 'import os, pyspark; print(os.path.dirname(pyspark.__file__))']
    home = subprocess.run(where, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    if JAR.exists():
        _archive(home)
    return home


def jvm_options(home):
    """Options with which a JVM of this distribution starts fast."""
    archive = f'{home}/{ARCHIVE}'
    return f'{QUICK_JVM} -XX:SharedArchiveFile={archive}' if os.path.exists(archive) else QUICK_JVM


def python_of(home):
    """The Python that the distribution was installed with, or the system's where it was not."""
    python = Path(home).parents[3] / 'bin/python' if len(Path(home).parents) > 3 else None
    return str(python) if python and python.exists() else 'python3'


def _archive(home):
    made = f'{home}/made.jsa'
    with tempfile.TemporaryDirectory() as folder:
        conf = {
            'spark.clr.data.path': DIGITS,
            'spark.clr.epochs': 1,
            'spark.clr.model.save': f'{folder}/model.zip',
            'spark.clr.history.path': f'{folder}/history',
        }
        options = f'{QUICK_JVM} -XX:ArchiveClassesAtExit={made} -Xlog:cds=off -Xlog:cds+dynamic=off'
        done = subprocess.run(
            [
                f'{home}/bin/spark-submit',
                '--properties-file',
                ROOT / 'conf/digits.properties',
                *conf_options(conf),
                '--class',
                'io.clrspark.jobs.CdsTraining',
                JAR,
            ],
            env={**os.environ, 'SPARK_LOCAL_IP': '127.0.0.1', 'SPARK_SUBMIT_OPTS': options},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
    if done.returncode:
        sys.exit(f"{done.stdout}\nCannot archive Spark's classes: the training failed, see above.")
    shutil.move(made, f'{home}/{ARCHIVE}')
