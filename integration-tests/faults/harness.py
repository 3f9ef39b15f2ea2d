"""What the cases share: a distribution, a cluster, a network that can fail, one history, and the undisturbed run."""

import subprocess
import tempfile

from history import History
from job import Job

from support import distribution, project
from support.cluster import Cluster
from support.processes import end_all, environment, until
from support.run import show_newest_logs

WORKERS = 3
UPDATES_PER_ROUND = 10
ROUNDS = 60

# So many executors of one core make each round a job, since there are more workers; or keep tasks between rounds.
JOB_PER_ROUND = 2
STAYING = WORKERS

# Rounds of tasks that stay would be over before a process is started.
SLOWER = 'pause:10@0'

# The layer that fails when it is told to, and the program that writes a network with it.
PACKAGE = 'io/clrspark/faults'
LAYER = 'io.clrspark.faults.FaultyDropout'
NETWORK = 'io.clrspark.faults.FaultyNetwork'

# The cases read from the driver's log which tasks run, and which rounds have no job of their own.
LOGGING = """rootLogger.level = warn
rootLogger.appenderRef.stderr.ref = console
appender.console.type = Console
appender.console.name = console
appender.console.target = SYSTEM_ERR
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d{HH:mm:ss.SSS} %p %c{1}: %m%n%ex
logger.rounds.name = io.clrspark.training.round.shared
logger.rounds.level = debug
logger.scheduler.name = org.apache.spark.scheduler
logger.scheduler.level = info
logger.deploy.name = org.apache.spark.deploy
logger.deploy.level = info
logger.launch.name = org.apache.spark.deploy.worker.ExecutorRunner
logger.launch.level = warn
"""


class Harness:
    """Starts and ends what a case needs, so that any case can run alone."""

    def __init__(self, home, soak_minutes, soak_kill_seconds):
        project.build()
        self.soak_minutes = soak_minutes
        self.soak_kill_seconds = soak_kill_seconds
        self.temporary = tempfile.TemporaryDirectory(prefix='clr-faults-')
        self.folder = self.temporary.name
        self.home = home or distribution.install(f'{self.folder}/python')
        self.history = History(f'{self.folder}/history', WORKERS)
        self.same_rows = []  # the runs whose rows must be those of the undisturbed run
        self.cluster = None
        self.clusters = 0
        self.layer_jar = f'{self.folder}/faulty-layer.jar'
        logging = f'-Dlog4j2.configurationFile=file:{self._write("log4j2.properties", LOGGING)}'
        self.options = f'{distribution.jvm_options(self.home)} -XX:+UseSerialGC {logging}'
        self._write_network()
        self.training = self._training()
        self.undisturbed = ''  # the file of its model

    def _write(self, name, text):
        path = f'{self.folder}/{name}'
        with open(path, 'w') as file:
            file.write(text)
        return path

    def _write_network(self):
        """Makes the jar of the layer, for drivers and executors, and writes the configuration of the network."""
        source = project.ROOT / 'clr-spark/src/test/java' / PACKAGE / 'FaultyDropout.java'
        project.build_tests(source, project.TEST_CLASSES / PACKAGE / 'FaultyDropout.class')
        subprocess.run(['jar', 'cf', self.layer_jar, '-C', project.TEST_CLASSES, PACKAGE], check=True)
        class_path = f'{self.layer_jar}:{project.JAR}:{self.home}/jars/*'
        program = ['java', project.QUICK_JVM, '-cp', class_path, NETWORK, f'{self.folder}/network.json', '400']
        subprocess.run(program, check=True, stderr=subprocess.DEVNULL)

    def _training(self):
        return {
            'spark.cores.max': JOB_PER_ROUND,
            'spark.executor.cores': 1,
            'spark.executor.memory': '700m',
            'spark.driver.memory': '700m',
            'spark.driver.host': '127.0.0.1',
            'spark.ui.enabled': 'false',
            'spark.clr.data.path': project.DIGITS,
            'spark.clr.data.classes': 10,
            'spark.clr.data.divide': 16,
            'spark.clr.data.testFraction': 0.2,
            'spark.clr.model.configuration': f'{self.folder}/network.json',
            'spark.clr.model.classes': LAYER,
            'spark.clr.mode': 'triangular2',
            'spark.clr.baseLr': 0.0005,
            'spark.clr.maxLr': 0.004,
            'spark.clr.stepSize': '4 epochs',
            'spark.clr.workers': WORKERS,
            'spark.clr.batchSize': 16,
            'spark.clr.averagingFrequency': UPDATES_PER_ROUND,
            'spark.clr.iterations': UPDATES_PER_ROUND * ROUNDS,
            'spark.clr.history.path': self.history.path,
        }

    def environment(self, **more):
        """The environment of drivers and daemons.

        Spark gives executors one OpenMP thread for each of their cores. Runs in the driver's own process get the same.
        """
        return environment(SPARK_HOME=self.home, SPARK_CONF_DIR=f'{self.folder}/none', OMP_NUM_THREADS='1', **more)

    def need_workers(self, count):
        """A cluster of so many workers, whatever the earlier case left."""
        if not self.cluster:
            self.clusters += 1
            daemons = self.environment(SPARK_DAEMON_MEMORY='256m', SPARK_DAEMON_JAVA_OPTS=self.options)
            folder = f'{self.folder}/cluster{self.clusters}'
            # With these settings, a master that starts again knows its applications and workers.
            recovery = {
                'spark.deploy.recoveryMode': 'FILESYSTEM',
                'spark.deploy.recoveryDirectory': f'{folder}/recovery',
            }
            self.cluster = Cluster(self.home, folder, daemons, recovery, cores=1, memory='1g')
        alive = [worker for worker in self.cluster.workers if worker.is_running()]
        for worker in alive[count:]:
            worker.kill()
        self.cluster.workers = alive[:count]
        self.cluster.start_workers(count - len(self.cluster.workers))

    def job(self, name, conf=None, **more):
        """Starts a training job."""
        return Job(self, name, conf, **more)

    def job_on(self, executors, name, conf=None, faults=''):
        """Starts a training job on a cluster with so many executors."""
        self.need_workers(executors)
        pace = SLOWER if executors >= STAYING else ''
        faults = ','.join(part for part in (faults, pace) if part)
        return self.job(name, {'spark.cores.max': executors, **(conf or {})}, faults=faults)

    def run_undisturbed(self, name):
        """Trains in the driver's own process, and nothing happens to it."""
        job = self.job(name, master='local[2]')
        job.ends()
        self.undisturbed = job.model

    def must_have_same_rows(self, name):
        """The runs that ended with the same bits must have the same rows in the history too."""
        if self.same_rows:
            self.history.must_have_same_rows('undisturbed', self.same_rows)

    def run_case(self, case, name):
        """Runs a case. The executors must end by themselves after it."""
        case(self, name)
        if self.cluster:
            until(lambda: not self.cluster.executors(), 'end of the executors')

    def end_case(self, problem):
        """Shows the newest logs of a case that failed, and kills all processes that it left."""
        if problem:
            show_newest_logs(self.folder)
            end_all()
            self.cluster = None

    def end(self):
        """Ends all processes and deletes all files."""
        end_all()
        self.temporary.cleanup()
