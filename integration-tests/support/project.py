"""The checkout under test: where its files are, and how to build it."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CLR = ROOT / 'bin/clr'
JAR = ROOT / 'jobs/target/clr-jobs.jar'
TEST_CLASSES = ROOT / 'clr-spark/target/test-classes'
DIGITS = ROOT / 'conf/data/digits.csv.gz'

# The suites start many short JVMs. Compiling their code thoroughly would take longer than it saves.
QUICK_JVM = '-XX:TieredStopAtLevel=1'


def conf_options(conf):
    """Properties as options of bin/clr and spark-submit."""
    return [word for key, value in conf.items() for word in ('--conf', f'{key}={value}')]


def build():
    """Builds the jar, unless it is newer than its sources."""
    subprocess.run([CLR, '--help'], check=True, stdout=subprocess.DEVNULL)


def build_tests(source, compiled):
    """Compiles the library's test sources, unless the compiled class is newer than its source."""
    if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
        options = '-B -ntp -q -pl clr-spark -am test-compile -Dspotless.check.skip'.split()
        subprocess.run(['mvn', *options], cwd=ROOT, check=True, stdout=sys.stderr)
