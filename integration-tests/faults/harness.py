"""What the cases share: a distribution, the jar, one history, and the undisturbed run."""

import os
import re
import subprocess
import sys
import tempfile

from cluster import Cluster
from job import Job
from processes import Failure, end_all, environment, until

WORKERS = 3
# No process lives to see what more thorough compilation brings.
LIGHT = '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC'
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HERE = os.path.dirname(os.path.abspath(__file__))

LOGGING = '''rootLogger.level = warn
rootLogger.appenderRef.stderr.ref = console
appender.console.type = Console
appender.console.name = console
appender.console.target = SYSTEM_ERR
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d{HH:mm:ss.SSS} %p %c{1}: %m%n%ex
logger.scheduler.name = org.apache.spark.scheduler
logger.scheduler.level = info
logger.deploy.name = org.apache.spark.deploy
logger.deploy.level = info
logger.launch.name = org.apache.spark.deploy.worker.ExecutorRunner
logger.launch.level = warn
'''

COLUMNS = {
    'history': 'iteration epoch round worker lr loss accuracy examples'.split(),
    'evaluations': 'iteration data_set epoch lr loss accuracy examples'.split()}


SAME_ROWS = ' UNION ALL '.join(
    f"SELECT '{table}', x.run_id, count(*), count(DISTINCT x.iteration, x.{columns[3] if table == 'history' else columns[1]}), count(u.iteration)"
    f" FROM {table} x JOIN runs ON runs.run_id = x.run_id AND runs.status = 'finished'"
    f" LEFT JOIN {table} u ON u.run_id = 'undisturbed' AND " + ' AND '.join(f'x.{column} <=> u.{column}' for column in columns) +
    ' GROUP BY x.run_id'
    for table, columns in COLUMNS.items())


class Harness:

    def __init__(self, home, rounds):
        self.temporary = tempfile.TemporaryDirectory(prefix='clr-faults-')
        self.base = self.folder = self.temporary.name
        self.home = home or self._install()
        self.jar = f'{ROOT}/jobs/target/clr-jobs.jar'
        self.history = f'{self.folder}/history'
        self.same_rows = []
        self.cluster = None
        self.clusters = 1
        self.dropout = f'{self.folder}/dropout.jar'
        self.options = f'{LIGHT} -Dlog4j2.configurationFile=file:{self._logging()}'
        archive = f'{self.home}/spark.jsa'
        if os.path.exists(archive):
            self.options += f' -XX:SharedArchiveFile={archive}'
        self._network()
        self.training = {
            'spark.cores.max': 2,
            'spark.executor.cores': 1,
            'spark.executor.memory': '700m',
            'spark.driver.memory': '700m',
            'spark.driver.host': '127.0.0.1',
            'spark.ui.enabled': 'false',
            'spark.clr.data.path': f'{ROOT}/conf/data/digits.csv.gz',
            'spark.clr.data.classes': 10,
            'spark.clr.data.divide': 16,
            'spark.clr.data.testFraction': 0.2,
            'spark.clr.model.configuration': f'{self.folder}/network.json',
            'spark.clr.model.classes': 'FaultyDropout',
            'spark.clr.mode': 'triangular2',
            'spark.clr.baseLr': 0.0005,
            'spark.clr.maxLr': 0.004,
            'spark.clr.stepSize': '4 epochs',
            'spark.clr.workers': WORKERS,
            'spark.clr.batchSize': 16,
            'spark.clr.averagingFrequency': 10,
            'spark.clr.iterations': 10 * rounds}
        self.undisturbed = ''

    def _install(self):
        return subprocess.run([f'{ROOT}/.ci/spark', f'{self.folder}/python'], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()

    def _logging(self):
        path = f'{self.folder}/log4j2.properties'
        with open(path, 'w') as file:
            file.write(LOGGING)
        return path

    def _network(self):
        """A network with a layer that tests can make fail; it is on the class path of drivers and executors."""
        classes = f'{self.folder}/classes'
        path = f'{classes}:{self.jar}:{self.home}/jars/*'
        subprocess.run(['javac', '-nowarn', '-cp', path, '-d', classes, f'{HERE}/FaultyDropout.java'], check=True)
        subprocess.run(['jar', 'cf', self.dropout, '-C', classes, '.'], check=True)
        subprocess.run(['java', *LIGHT.split(), '-cp', path, 'FaultyDropout', f'{self.folder}/network.json', '400'],
                       check=True, stderr=subprocess.DEVNULL)

    def environment(self, **more):
        # The number that Spark sets for executors, for runs without any.
        return environment(SPARK_HOME=self.home, SPARK_CONF_DIR=f'{self.folder}/none', OMP_NUM_THREADS='1', **more)

    def need_workers(self, count):
        """A cluster of so many workers, whatever the case before has left."""
        if not self.cluster:
            self.cluster = Cluster(self, f'{self.folder}/cluster{self.clusters}')
        alive = [worker for worker in self.cluster.workers if worker.started.poll() is None]
        for worker in alive[count:]:
            worker.kill()
        self.cluster.workers = alive[:count]
        self.cluster.start_workers(count - len(alive[:count]))

    def job(self, name, conf=None, **more):
        return Job(self, name, conf, **more)

    def run_undisturbed(self, name):
        """In the driver's own process; nothing happens to it."""
        job = self.job(name, master='local[2]')
        job.ends()
        self.undisturbed = job.model

    def sql(self, query):
        """The rows of the answer, as lists of text."""
        answer = self._clr('sql', '--csv', query, check=True)
        return [line.split(',') for line in answer.splitlines()[1:]]

    def _clr(self, command, *arguments, check=False):
        return subprocess.run([f'{ROOT}/bin/clr', command, '--history', self.history, *arguments], check=check,
                              env=environment(SPARK_SUBMIT_OPTS=LIGHT), stdout=subprocess.PIPE, text=True).stdout

    def must_have_no_gap(self, run):
        """Every iteration from 0 to the last, once for each worker."""
        rows, distinct, last = self.sql(
            'SELECT count(*), count(DISTINCT iteration, worker), max(iteration)'
            f" FROM history WHERE run_id = '{run}'")[0]
        if not rows == distinct == str(WORKERS * (int(last or 0) + 1)):
            raise Failure(f'{rows} rows, {distinct} distinct, up to iteration {last}')
        verified = self._clr('verify')
        problems = [line for line in verified.splitlines() if re.search(fr'\b{run}\b', line)]
        if problems or 'rows: ' not in verified:
            raise Failure(f'bin/clr verify: {problems or verified}')

    def must_have_same_rows(self, name):
        """The rows of every run that was to have the same bits, in all columns but duration_ms, executor_id and ts."""
        if not self.same_rows:
            return
        runs = ['undisturbed', *self.same_rows]
        found = {}
        for table, run, *counts in self.sql(SAME_ROWS):
            found.setdefault(run, {})[table] = counts
        expected = found.get('undisturbed')
        others = {run: found.get(run) for run in runs if not expected or found.get(run) != expected}
        if others:
            for row in self.sql("SELECT x.run_id, x.iteration, x.lr, x.loss, x.accuracy, u.lr, u.loss, u.accuracy FROM evaluations x"
                                " JOIN evaluations u ON u.run_id = 'undisturbed' AND u.iteration = x.iteration"
                                " AND NOT (u.loss <=> x.loss AND u.lr <=> x.lr AND u.accuracy <=> x.accuracy)"
                                " ORDER BY x.iteration LIMIT 6"):
                print(row, file=sys.stderr)
            raise Failure(f'rows, distinct ones, those like the undisturbed run: {others}, not {expected}')

    def end_case(self, problem):
        """No executor of a run outlives it; after a failure, nothing does."""
        if not problem and self.cluster:
            until(lambda: not self.cluster.executors(), 'end of the executors', 30)
        elif problem:
            end_all()
            self.cluster = None
            self.clusters += 1

    def end(self):
        end_all()
        self.temporary.cleanup()
