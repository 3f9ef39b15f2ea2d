"""A training job, and what its log says of Spark's tasks while it runs."""

import os
import re
import zipfile

from processes import Failure, Process

START = re.compile(r'Starting task \S+ in stage (\S+) \(TID (\d+)\) \(\S+, executor (\w+),')
FINISH = re.compile(r'(?:Finished|Lost) task \S+ in stage \S+ \(TID (\d+)\)')
SUBMIT = re.compile(r'Submitting \d+ missing tasks from (\w+)Stage (\d+)')
JOB = re.compile(r'Got job (\d+) \((.*?)\) with')
END = re.compile(r'Job \d+ (is finished|finished|failed)')


class Tasks:
    """What runs, by the scheduler's log."""

    def __init__(self):
        self.running = {}  # TID: (executor, kind of stage)
        self.kinds = {}
        self.job = ''
        self.rounds = 0

    def heard(self, line):
        if match := JOB.search(line):
            self.job = match[2]
        elif match := SUBMIT.search(line):
            self.kinds[match[2]] = match[1]
        elif match := START.search(line):
            self.running[match[2]] = match[3], self.kinds.get(match[1].split('.')[0])
        elif match := FINISH.search(line):
            self.running.pop(match[1], None)
        elif END.search(line):
            self.rounds += self.in_round()
            self.job = ''
            self.running.clear()

    def in_round(self):
        return 'Average.java' in self.job or 'Stretch.java' in self.job

    def busy(self, kind=None):
        """TID and executor of a task of a round."""
        if self.in_round():
            for task, (executor, stage) in self.running.items():
                if kind in (None, stage):
                    return task, executor
        return None


class Job:

    def __init__(self, harness, name, conf=None, faults='', master=None):
        self.harness = harness
        self.name = name
        self.model = f'{harness.folder}/{name}.zip'
        executor_options = f'{harness.options} -Dorg.bytedeco.javacpp.maxphysicalbytes=2000m -Dfault={faults}'
        self.conf = {
            **harness.training,
            'spark.master': master or harness.cluster.url,
            'spark.jars': f'local:{harness.dropout}',
            'spark.executor.extraJavaOptions': executor_options,
            'spark.clr.runId': name,
            'spark.clr.history.path': f'{harness.folder}/history',
            'spark.clr.model.save': self.model,
            **(conf or {})}
        settings = f'{harness.folder}/{name}.properties'
        with open(settings, 'w') as file:
            file.writelines(f'{key} {value}\n' for key, value in self.conf.items())
        self.tasks = Tasks()
        self.process = Process(
            [f'{harness.home}/bin/spark-submit', '--properties-file', settings, '--class', 'io.clrspark.jobs.Train',
             f'local:{harness.jar}'],
            f'{harness.folder}/{name}.log',
            harness.environment(SPARK_SUBMIT_OPTS='-XX:+ExitOnOutOfMemoryError ' + harness.options), self.tasks.heard)
        self.pid = self.process.pid

    def training(self):
        self.process.line('Training on')
        return self

    def round(self, number):
        """Waits until so many rounds are made."""
        self.process.wait_for(lambda: self.tasks.rounds >= number, f'round {number}')

    def executor_of(self, kind=None):
        return self.process.wait_for(lambda: self.tasks.busy(kind), 'task of a round')

    def has_ended(self, task):
        with self.process.changed:
            return task not in self.tasks.running

    def executors(self):
        return self.harness.cluster.executors()

    def ends(self, status=0, seconds=600):
        found = self.process.end(seconds)
        if found != status:
            raise Failure(f'its exit status is {found}, not {status}')

    def must_say(self, part):
        if not self.process.says(part):
            raise Failure(f"it does not say '{part}'")

    def must_have_same_bits(self):
        """Parameters, updater state and counts of the undisturbed run's model."""
        if parts(self.model) != parts(self.harness.undisturbed):
            raise Failure('its model differs from that of the undisturbed run')

    def ends_with_same_bits(self):
        self.ends()
        self.must_have_same_bits()
        self.harness.same_rows.append(self.name)


def parts(model):
    with zipfile.ZipFile(model) as file:
        return {name: file.read(name) for name in file.namelist() if name != 'normalizer.bin'}


def beside(path):
    """Names in a folder that start with a dot: what a writer left."""
    return [name for name in os.listdir(path) if name.startswith('.')]
