"""What the cases share: the server, the jars, and the model of the same training on files of this machine."""

import subprocess
import tempfile
from pathlib import Path

from server import Server, well

from support import project, virtualenv
from support.cases import Failure
from support.processes import Process, end_all, environment
from support.run import Run, show_newest_logs

EPOCHS = 8
BUCKET = 'clr-bucket'
PLACE = f's3a://{BUCKET}'
FILE = 'conf/digits.properties'


def jars(folder):
    """The jars of s3a: Maven fetches what is missing."""
    file = f'{folder}/class-path'
    resolve = ['dependency:build-classpath', f'-Dmdep.outputFile={file}']
    subprocess.run(['mvn', '-B', '-ntp', '-q', '-f', Path(__file__).with_name('pom.xml'), *resolve], check=True)
    with open(file) as found:
        return [f'local:{jar}' for jar in found.read().split(':')]


class Suite:
    """Starts what a case needs when it needs it, so that any case can run alone."""

    def __init__(self):
        project.build()
        self.temporary = tempfile.TemporaryDirectory(prefix='clr-s3-')
        self.folder = self.temporary.name
        self.model = None  # of a run on files of this machine

    def start_server(self):
        """Fetches what it needs, and fills the bucket. Whatever happens, end() ends it."""
        self.jars = jars(self.folder)
        # moto[server] would bring what all of its other services need.
        packages = ('moto[s3]', 'flask', 'flask-cors')
        moto = virtualenv.make(f'{self.folder}/python', *packages).with_name('moto_server')
        self.server = Server(moto, self.folder, BUCKET)
        self.server.put(f'/{BUCKET}/data/digits.csv.gz', project.DIGITS.read_bytes())

    def reference(self):
        """Trains on files of this machine, once. Every model is compared with this one."""
        if self.model is None:
            self.model = ''
            conf = self._training('local', self.folder, project.DIGITS)
            self._run('local', self._command('train', FILE, *project.conf_options(conf))).ends()
            self.model = f'{self.folder}/local.zip'
        if not self.model:
            raise Failure('there is no model of a local run to compare with')

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

    def train(self, name, **conf):
        """A run with everything in the bucket. conf has properties without spark.clr, whose dots are underscores."""
        return self._run(name, self.training(name, **conf))

    def training(self, name, master=None, **conf):
        """The command of such a run."""
        more = {f'spark.clr.{key.replace("_", ".")}': value for key, value in conf.items()}
        all_conf = {**self._training(name, PLACE, f'{PLACE}/data/digits.csv.gz'), **more}
        where = ['--master', master] if master else []
        return self._command('train', FILE, *where, *self.access(), *project.conf_options(all_conf))

    def access(self):
        """The options of a command that reads or writes the bucket."""
        conf = {
            'endpoint': self.server.endpoint,
            'access.key': 'key',
            'secret.key': 'secret',
            'path.style.access': 'true',
            'connection.ssl.enabled': 'false',
        }
        options = project.conf_options({f'spark.hadoop.fs.s3a.{key}': value for key, value in conf.items()})
        return ['--jars', ','.join(self.jars), *options]

    def _command(self, *words):
        return [project.CLR, *words]

    def _run(self, name, command, log=None):
        return Run(name, self.start(log or name, command), f'{self.folder}/{name}.zip')

    def again(self, name, log, **conf):
        """A run of that name once more, with a log of its own."""
        return self._run(name, self.training(name, **conf), log)

    def start(self, log, command):
        """Starts a command of bin/clr."""
        env = environment(SPARK_SUBMIT_OPTS=project.QUICK_JVM)
        return Process(command, f'{self.folder}/{log}.log', env, cwd=project.ROOT)

    def answers(self, name, *words):
        """The output of a command that reads the bucket, and must end well."""
        process = self.start(name, self._command(*words, *self.access()))
        if process.end():
            raise Failure(f'bin/clr {words[0]} has failed')
        return process.output()

    def must_train(self, run):
        """The run ends well, and its model in the bucket has the bits of the reference."""
        self.reference()
        run.ends()
        model = self.server.read(f'/{BUCKET}/{run.name}.zip')
        if not model:
            raise Failure('it has saved no model')
        Path(run.model).write_bytes(model)
        run.must_have_bits_of(self.model)

    def end_case(self, problem):
        """Shows the newest logs of a case that failed. The server answers well again."""
        self.server.behaviour = well
        if problem:
            show_newest_logs(self.folder)

    def end(self):
        """Ends all processes and deletes all files."""
        end_all()
        self.temporary.cleanup()
