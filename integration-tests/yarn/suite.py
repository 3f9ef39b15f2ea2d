"""What the cases share: a distribution, the cluster, and the embedded Spark's model of the same training."""

import tempfile

from hadoop import Cluster

from support import distribution, project
from support.cases import Failure
from support.processes import Process, end_all, environment
from support.run import Run, show_newest_logs

EPOCHS = 12
FILES = ('conf/digits.properties', 'conf/yarn.properties')


def dotted(conf):
    """Properties by their keys. In conf, the keys are words of Python: their dots are underscores."""
    return {key.replace('_', '.'): value for key, value in conf.items()}


class Suite:
    """Starts what a case needs when it needs it, so that any case can run alone."""

    def __init__(self, home):
        project.build()
        self.temporary = tempfile.TemporaryDirectory(prefix='clr-yarn-')
        self.folder = self.temporary.name
        self.home = home or distribution.install(f'{self.folder}/python')
        self.model = None  # of the embedded Spark
        self.cluster = None
        self.clusters = 0
        self.finished = []  # runs whose process ended well

    def need_cluster(self):
        """The cluster, with the data in its HDFS."""
        if not self.cluster:
            self.clusters += 1
            self.cluster = Cluster(f'{self.folder}/cluster{self.clusters}')
            self.cluster.put(project.DIGITS, '/data/digits.csv.gz')
        return self.cluster

    def environment(self, **more):
        """The environment of a client of the distribution."""
        settings = self.need_cluster().settings
        options = distribution.jvm_options(self.home)
        return environment(SPARK_HOME=self.home, HADOOP_CONF_DIR=settings, SPARK_SUBMIT_OPTS=options, **more)

    def reference(self):
        """Trains with the embedded Spark on files of this machine, once. Every model is compared with this one."""
        if self.model is None:
            self.model = ''
            run = self.local('embedded', 'train')
            run.ends()
            self.model = f'{self.folder}/embedded.zip'
        if not self.model:
            raise Failure('there is no model of the embedded Spark to compare with')

    def local(self, name, command, **conf):
        """A run of the embedded Spark, with all files on this machine."""
        all_conf = {**self._training(name, self.folder, project.DIGITS), **dotted(conf)}
        options = ['--master', 'local[2]', '--deploy-mode', 'client', *project.conf_options(all_conf)]
        words = [project.CLR, command, *FILES, *options]
        return self._run(name, words, environment(SPARK_SUBMIT_OPTS=project.QUICK_JVM))

    def _training(self, name, place, data):
        return {
            'spark.clr.epochs': EPOCHS,
            'spark.clr.data.path': data,
            'spark.clr.model.save': f'{place}/{name}.zip',
            'spark.clr.history.path': f'{place}/history',
            'spark.clr.checkpoint.path': f'{place}/checkpoints',
            'spark.clr.checkpoint.everyEpochs': 2,
            'spark.clr.runId': name,
        }

    def _on_yarn(self, name):
        """Everything is in HDFS, by paths that name no host: that of the configuration is meant."""
        return {
            **self._training(name, 'hdfs:///clr', 'hdfs:///data/digits.csv.gz'),
            'spark.yarn.jars': f'local:{self.home}/jars/*',  # else each run would upload Spark
            'spark.yarn.appMasterEnv.JAVA_TOOL_OPTIONS': project.QUICK_JVM,
            'spark.yarn.appMasterEnv.SPARK_LOCAL_IP': '127.0.0.1',
            'spark.executorEnv.JAVA_TOOL_OPTIONS': project.QUICK_JVM,
            'spark.executorEnv.SPARK_LOCAL_IP': '127.0.0.1',
        }

    def clr(self, name, *options, command='train', **conf):
        """A run that bin/clr starts on the cluster."""
        all_conf = {**self._on_yarn(name), **dotted(conf)}
        words = [project.CLR, command, *FILES, *options, *project.conf_options(all_conf)]
        return self._run(name, words, self.environment())

    def submit(self, name, *options, **conf):
        """A run that spark-submit starts on the cluster. It takes one properties file only, so the files become one."""
        path = f'{self.folder}/{name}.properties'
        with open(path, 'w') as properties:
            properties.writelines((project.ROOT / file).read_text() + '\n' for file in FILES)
        all_conf = {**self._on_yarn(name), **dotted(conf)}
        submit = [f'{self.home}/bin/spark-submit', '--properties-file', path, *options]
        main = ['--class', 'io.clrspark.jobs.Train', project.JAR]
        return self._run(name, [*submit, *project.conf_options(all_conf), *main], self.environment())

    def _run(self, name, command, env):
        process = Process(command, f'{self.folder}/{name}.log', env, cwd=project.ROOT)
        return Run(name, process, f'{self.folder}/{name}.zip')

    def start(self, name, *command):
        """Another command, with the cluster's configuration and the Spark that comes with the build."""
        env = environment(HADOOP_CONF_DIR=self.need_cluster().settings, SPARK_SUBMIT_OPTS=project.QUICK_JVM)
        return Process([project.CLR, *command], f'{self.folder}/{name}.log', env, cwd=project.ROOT)

    def must_train(self, run):
        """The run ends well, and its model in HDFS has the bits of the reference."""
        self.reference()
        run.ends()
        self.finished.append(run.name)
        model = self.cluster.read(f'/clr/{run.name}.zip')
        if not model:
            raise Failure('it has saved no model')
        with open(run.model, 'wb') as file:
            file.write(model)
        run.must_have_bits_of(self.model)

    def end_case(self, problem):
        """Shows the newest logs of a case that failed, and ends its processes."""
        if problem:
            show_newest_logs(self.folder)
            end_all()
            self.cluster = None

    def end(self):
        """Ends all processes and deletes all files."""
        end_all()
        self.temporary.cleanup()
