"""The installed artifacts, a project that depends on them, and shells that load them."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from support import distribution, processes, project
from support.cases import Failure
from support.project import DIGITS, QUICK_JVM, ROOT

HERE = Path(__file__).resolve().parent
GUIDE = ROOT / 'docs/guide/library.md'
ARTIFACTS = {'clr-natives': ('.jar', '.pom'), 'clr-spark': ('-javadoc.jar', '-sources.jar', '.jar', '.pom')}
PLATFORMS = re.compile(r'(javacpp|mkl|nd4j|openblas).*-(android|ios|linux|macosx|windows)-')
CLASS_PATH = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath'
SCALA = """
import io.clrspark.source.frame.ExampleColumns
val digits = spark.read.option("inferSchema", true).csv("{digits}")
val columns = ExampleColumns.features(digits.columns.head, digits.columns.init.tail: _*).labels(digits.columns.last)
val loss = org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction.MCXENT
val softmax = org.nd4j.linalg.activations.Activation.SOFTMAX
val layer = new org.deeplearning4j.nn.conf.layers.OutputLayer.Builder(loss).nIn(64).nOut(10).activation(softmax).build()
val layers = new org.deeplearning4j.nn.conf.NeuralNetConfiguration.Builder().list(layer).build()
val network = new org.deeplearning4j.nn.multilayer.MultiLayerNetwork(layers)
network.init()
val rates = io.clrspark.schedule.CyclicLR.triangular2(0.0005, 0.0084, 92)
val result = io.clrspark.training.ClrTrainer.builder(rates).build().fit(network, columns.read(digits, network))
println(s"trained ${result.iterations} iterations")
"""
PYTHON = """
digits = spark.read.option('inferSchema', True).csv('{digits}')
*pixels, digit = digits.columns
frame = digits.selectExpr(f"array({','.join(pixels)}) AS features", f'{digit} AS label')
model = spark._jvm.io.clrspark.ml.ClrClassifier().fit(frame._jdf)
print('trained', model.summary().totalIterations(), 'iterations')
"""


class Suite:
    """Keeps the local repository and a home folder of its own for the shells, until it ends."""

    def __init__(self, home):
        self.temporary = tempfile.TemporaryDirectory(prefix='clr-artifacts-')
        self.folder = Path(self.temporary.name)
        self.repository = self.folder / 'home/.m2/repository'
        self.home = home

    def __enter__(self):
        self._write_settings()
        project.build()
        self._maven(ROOT, *_line('mvn').split()[1:], '-Dmaven.test.skip', '-Dspotless.check.skip')
        self.home = self.home or distribution.install(self.folder / 'python')
        return self

    def __exit__(self, *problem):
        processes.end_all()
        self.temporary.cleanup()

    def _write_settings(self):
        """What the user's local repository has need not be downloaded anew."""
        here = Path.home() / '.m2/repository'
        repository = f'<id>here</id><url>{here.as_uri()}</url>'
        (self.folder / 'settings.xml').write_text(f"""<settings>
  <profiles>
    <profile>
      <id>here</id>
      <repositories><repository>{repository}</repository></repositories>
      <pluginRepositories><pluginRepository>{repository}</pluginRepository></pluginRepositories>
    </profile>
  </profiles>
  <activeProfiles><activeProfile>here</activeProfile></activeProfiles>
</settings>
""")

    def _maven(self, folder, *options):
        command = ['mvn', '-B', '-ntp', '-gs', self.folder / 'settings.xml', f'-Dmaven.repo.local={self.repository}']
        return _run([*command, *options], folder)

    def files(self):
        """The repository has the two artifacts, and nothing else of this project."""
        found = {}
        for artifact in sorted((self.repository / 'io/clrspark').iterdir()):
            version = next(path for path in artifact.iterdir() if path.is_dir())
            prefix = f'{artifact.name}-{version.name}'
            names = (path.name for path in version.glob(f'{prefix}*'))
            found[artifact.name] = tuple(sorted(name.removeprefix(prefix) for name in names))
        if found != ARTIFACTS:
            raise Failure(f'the repository has {found}')

    def maven(self):
        """A project with the documented dependency and Spark trains, logs, and has the native code of one platform."""
        folder = self.folder / 'consumer'
        shutil.copytree(HERE / 'consumer', folder)
        pom = folder / 'pom.xml'
        dependency = re.search(r'```xml\n(.*?)```', GUIDE.read_text(), re.DOTALL)[1]
        pom.write_text(pom.read_text().replace('<!-- documented -->', dependency))
        self._maven(folder, '-q', 'package', CLASS_PATH, '-Dmdep.outputFile=classpath')
        jars = (folder / 'classpath').read_text().split(':')
        natives = [Path(jar).name for jar in jars if PLATFORMS.match(Path(jar).name)]
        if len(natives) != 5:
            raise Failure(f'the class path has {natives}')
        options = re.search('<spark.add-opens>(.*)</spark.add-opens>', (ROOT / 'pom.xml').read_text())[1].split()
        java = ['java', QUICK_JVM, *options, '-cp', ':'.join(['target/consumer-1.jar', *jars])]
        output = _run([*java, 'Consumer', DIGITS, self.folder / 'history'], folder)
        for part in ('iterations: 58', 'rows: 116', 'INFO SparkContext: Running Spark version'):
            if part not in output:
                raise Failure(f"it does not say '{part}':\n{output[-2000:]}")

    def spark_shell(self, option):
        self._shell('spark-shell', option, SCALA.replace('{digits}', str(DIGITS)))

    def pyspark(self, option):
        self._shell('pyspark', option, PYTHON.replace('{digits}', str(DIGITS)))

    def _shell(self, name, option, script):
        """Runs the documented line of a shell as it stands, in the checkout."""
        environment = {
            'PATH': f'{self.home}/bin:{os.environ["PATH"]}',
            'PYSPARK_PYTHON': distribution.python_of(self.home),
            'PYSPARK_DRIVER_PYTHON_OPTS': '-i',
            'SPARK_SUBMIT_OPTS': f'{QUICK_JVM} -Duser.home={self.folder}/home',
        }
        output = _run(['bash', '-c', _line(name, option)], ROOT, script, **environment)
        if 'trained 29 iterations' not in output:
            raise Failure(f'it does not train:\n{output[-3000:]}')


def _line(command, option=''):
    """The line of the guide with that command."""
    return next(line for line in GUIDE.read_text().splitlines() if line.startswith(f'{command} {option}'))


def _run(command, folder, script='', **environment):
    """Runs a command, and returns what it says."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=processes.environment(**environment),
        input=script,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise Failure(f'exit status {done.returncode}:\n{done.stdout[-3000:]}')
    return done.stdout
