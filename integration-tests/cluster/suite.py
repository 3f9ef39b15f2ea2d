"""What the cases share: a Spark distribution, one cluster at a time, one history, and the embedded Spark's model."""

import os
import tempfile

from support import distribution, project
from support.cases import Failure
from support.cluster import Cluster
from support.processes import Process, end_all, environment
from support.run import Run, show_newest_logs

EPOCHS = 2
FILES = ('conf/digits.properties', 'conf/standalone.properties')

PLAIN = {}
SECURE = {
    'spark.authenticate': 'true',
    'spark.authenticate.secret': 'loopback',
    'spark.network.crypto.enabled': 'true',
    'spark.io.encryption.enabled': 'true',
}


class Suite:
    """Starts what a case needs when it needs it, so that any case can run alone."""

    def __init__(self, home):
        project.build()
        self.temporary = tempfile.TemporaryDirectory(prefix='clr-cluster-')
        self.folder = self.temporary.name
        self.home = home or distribution.install(f'{self.folder}/python')
        self.history = f'{self.folder}/history'
        self.finished = []  # the runs whose process ended well
        self.model = None  # of the embedded Spark
        self.cluster = None
        self.settings = None
        self.clusters = 0

    def environment(self, **more):
        """The environment of a client of the distribution."""
        return environment(SPARK_SUBMIT_OPTS=distribution.jvm_options(self.home), SPARK_HOME=self.home, **more)

    def need_cluster(self, settings=PLAIN):
        """A cluster of two workers under these settings. One that runs already is used."""
        if self.cluster and self.settings == settings:
            return self.cluster
        self.stop_cluster()
        self.clusters += 1
        # Executors and drivers on a worker inherit its environment.
        daemons = environment(JAVA_TOOL_OPTIONS=distribution.jvm_options(self.home))
        cluster = Cluster(self.home, f'{self.folder}/cluster{self.clusters}', daemons, settings, cores=2, memory='3g')
        self.cluster, self.settings = cluster, settings
        cluster.start_workers(2)
        return cluster

    def stop_cluster(self):
        """Ends the cluster and every other process of the suite."""
        end_all()
        self.cluster = None

    def clr(self, name, *options, cluster):
        """A run that bin/clr starts with the distribution."""
        files = [*FILES, cluster.settings_file]
        command = [project.CLR, 'train', *files, *self._options(name, cluster.url), *options]
        return self._run(name, command, self.environment())

    def _embedded(self, name):
        """A run that bin/clr starts without a distribution."""
        command = [project.CLR, 'train', *FILES, *self._options(name, 'local[2]')]
        return self._run(name, command, environment(SPARK_SUBMIT_OPTS=project.QUICK_JVM))

    def submit(self, name, *options, cluster):
        """A run that spark-submit starts. It takes only one properties file, so the files become one."""
        path = f'{self.folder}/{name}.properties'
        with open(path, 'w') as all_properties:
            for file in (*FILES, cluster.settings_file):
                all_properties.write((project.ROOT / file).read_text() + '\n')
        submit = [f'{self.home}/bin/spark-submit', '--properties-file', path]
        main = ['--class', 'io.clrspark.jobs.Train', project.JAR]
        command = [*submit, *self._options(name, cluster.url), *options, *main]
        return self._run(name, command, self.environment())

    def _options(self, name, url):
        conf = {
            'spark.clr.epochs': EPOCHS,
            'spark.clr.data.path': project.DIGITS,
            'spark.clr.model.save': f'{self.folder}/{name}.zip',
            'spark.clr.history.path': self.history,
            'spark.clr.runId': name,
        }
        return ['--master', url, *project.conf_options(conf)]

    def _run(self, name, command, env):
        process = Process(command, f'{self.folder}/{name}.log', env, cwd=project.ROOT)
        return Run(name, process, f'{self.folder}/{name}.zip')

    def start(self, command, name, **more):
        """Another command of the distribution."""
        return Process(command, f'{self.folder}/{name}.log', self.environment(), **more)

    def reference(self):
        """Trains with the embedded Spark, once. Every other model is compared with this one."""
        if self.model is None:
            self.model = ''
            run = self._embedded('embedded')
            run.ends()
            self.finished.append(run.name)
            self.model = run.model
        if not self.model:
            raise Failure('there is no model of the embedded Spark to compare with')

    def must_train(self, run, driver_on_worker=False):
        """The run ends well, names itself in its driver's output, and its model has the reference's bits."""
        self.reference()
        run.ends()
        self.finished.append(run.name)
        output = self._worker_outputs() if driver_on_worker else run.process.output()
        if f'run_id: {run.name}' not in output.splitlines():
            raise Failure(f'its output does not name the run: {output}')
        run.must_have_bits_of(self.model)

    def _worker_outputs(self):
        """What drivers on the cluster's workers wrote to their standard output."""
        found = []
        for path, _, files in os.walk(self.cluster.folder):
            if os.path.basename(path).startswith('driver-') and 'stdout' in files:
                with open(f'{path}/stdout') as file:
                    found.append(file.read())
        return ''.join(found)

    def end_case(self, problem):
        """Shows the newest logs of a case that failed, and ends its cluster."""
        if problem:
            show_newest_logs(self.folder)
            self.stop_cluster()

    def end(self):
        """Ends all processes and deletes all files."""
        end_all()
        self.temporary.cleanup()
