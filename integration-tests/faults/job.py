"""A training job, and which of its tasks run by its driver's log."""

import os
import re

from support import project
from support.cases import Failure
from support.processes import Process
from support.run import Run

START = re.compile(r'Starting task \S+ in stage (\S+) \(TID (\d+)\) \(\S+, executor (\w+),')
FINISH = re.compile(r'(?:Finished|Lost) task \S+ in stage \S+ \(TID (\d+)\)')
SUBMIT = re.compile(r'Submitting \d+ missing tasks from (\w+)Stage (\d+)')
JOB = re.compile(r'Got job (\d+) \((.*?)\) with')
END = re.compile(r'Job \d+ (is finished|finished|failed)')
STAYED = 'The tasks that stayed train from iteration'

# The sources that start the Spark jobs of rounds. Spark's log names the source that started a job.
ROUND_SOURCES = ('DriverTransport.java', 'ShuffleTransport.java', 'SharedJob.java')

MEMORY_LIMIT = '-Dorg.bytedeco.javacpp.maxphysicalbytes=2000m'


def check_round_sources():
    """Without these sources no case would ever see a round."""
    missing = [name for name in ROUND_SOURCES if not any((project.ROOT / 'clr-spark/src/main').rglob(name))]
    if missing:
        raise Failure(f'ROUND_SOURCES of faults/job.py: there is no {missing[0]}')


class Tasks:
    """The tasks that run, by the scheduler's log."""

    def __init__(self):
        self.running = {}  # task id: (executor, kind of stage)
        self.kinds = {}  # stage: its kind, ShuffleMap or Result
        self.job = ''  # where the running job was started
        self.rounds = 0
        self.stayed = 0  # how many rounds had no job of their own

    def heard(self, line):
        """Takes the next line of the log."""
        if match := JOB.search(line):
            self.job = match[2]
        elif match := SUBMIT.search(line):
            self.kinds[match[2]] = match[1]
        elif match := START.search(line):
            self.running[match[2]] = match[3], self.kinds.get(match[1].split('.')[0])
        elif STAYED in line:
            self.rounds += 1
            self.stayed += 1
        elif match := FINISH.search(line):
            self.running.pop(match[1], None)
        elif END.search(line):
            self.rounds += self.in_round()
            self.job = ''
            self.running.clear()

    def in_round(self):
        """Whether the running job makes rounds."""
        return any(source in self.job for source in ROUND_SOURCES)

    def busy(self, kind=None):
        """The id and the executor of a running task of a round, in a stage of that kind if one is named."""
        if self.in_round():
            for task, (executor, stage) in self.running.items():
                if kind in (None, stage):
                    return task, executor
        return None


class Job(Run):
    """A training job, started by spark-submit.

    faults tells the layer of the network in which task to fail: FaultyDropout documents the format.
    """

    def __init__(self, harness, name, conf=None, faults='', master=None):
        check_round_sources()
        self.harness = harness
        model = f'{harness.folder}/{name}.zip'
        settings = {
            **harness.training,
            'spark.master': master or harness.cluster.url,
            'spark.jars': f'local:{harness.layer_jar}',
            'spark.executor.extraJavaOptions': f'{harness.options} {MEMORY_LIMIT} -Dfault={faults}',
            'spark.clr.runId': name,
            'spark.clr.model.save': model,
            **(conf or {}),
        }
        path = f'{harness.folder}/{name}.properties'
        with open(path, 'w') as file:
            file.writelines(f'{key} {value}\n' for key, value in settings.items())
        self.tasks = Tasks()
        main = ['--class', 'io.clrspark.jobs.Train', f'local:{project.JAR}']
        env = harness.environment(SPARK_SUBMIT_OPTS=f'-XX:+ExitOnOutOfMemoryError {harness.options}')
        command = [f'{harness.home}/bin/spark-submit', '--properties-file', path, *main]
        process = Process(command, f'{harness.folder}/{name}.log', env, self.tasks.heard)
        super().__init__(name, process, model)

    def training(self):
        """Waits until the job trains, and returns it."""
        self.process.line('Training on')
        return self

    def round(self, number):
        """Waits until so many rounds are made."""
        self.process.wait_for(lambda: self.tasks.rounds >= number, f'round {number}')

    def stayed(self, count):
        """Waits until tasks have stayed for so many rounds."""
        self.process.wait_for(lambda: self.tasks.stayed >= count, f'round {count} of tasks that stay')

    def rounds_more(self, count):
        """Waits until so many rounds more are made."""
        self.round(self.tasks.rounds + count)

    def task_of_a_round(self, kind=None):
        """Waits until a task of a round runs. Returns its id and its executor."""
        return self.process.wait_for(lambda: self.tasks.busy(kind), 'task of a round')

    def has_ended(self, task):
        """Whether the task with that id runs no more."""
        with self.process.changed:
            return task not in self.tasks.running

    def executors(self):
        """The process ids of the running executors, by executor id."""
        return self.harness.cluster.executors()

    def must_have_same_bits(self):
        """The model must be that of the undisturbed run."""
        self.must_have_bits_of(self.harness.undisturbed)

    def ends_with_same_bits(self):
        """The job must end well with the model of the undisturbed run. Its rows are compared at the end."""
        self.ends()
        self.must_have_same_bits()
        self.harness.same_rows.append(self.name)


def unfinished(path):
    """The names in a folder that start with a dot: files that a writer left."""
    return [name for name in os.listdir(path) if name.startswith('.')]
