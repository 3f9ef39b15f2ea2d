"""Trainings on YARN: where the driver runs, what dies, and where the results go."""

import signal

from hadoop import DRIVER, EXECUTOR
from suite import EPOCHS

from support.cases import Failure
from support.processes import send, until

CLIENT = ['--deploy-mode', 'client']
HERE = {'spark_driver_host': '127.0.0.1', 'spark_driver_bindAddress': '127.0.0.1'}
ROWS = 23 * 2 * EPOCHS  # iterations of an epoch, workers


def client(suite):
    """bin/clr, the driver beside it."""
    suite.must_train(suite.clr('client', *CLIENT, **HERE))


def cluster(suite):
    """spark-submit, the driver in a container."""
    suite.must_train(suite.submit('cluster'))


def container_killed(suite):
    """An executor's container is killed while the run trains: another takes its place."""
    run = suite.clr('container-killed', *CLIENT, **HERE)
    run.process.line('Training on')
    executors = until(lambda: suite.cluster.containers(EXECUTOR), 'executor')
    send(executors[0], signal.SIGKILL)
    suite.must_train(run)
    run.must_say('Lost executor')


def driver_repeated(suite):
    """The driver's container is killed after a checkpoint: YARN starts it again, and it goes on from there."""
    folder = '/clr/checkpoints/run_id=driver-repeated'
    run = suite.submit('driver-repeated', spark_yarn_maxAppAttempts=2, spark_clr_resume='auto')
    # The first checkpoint is that of the start.
    until(lambda: suite.need_cluster().listing(folder).count('checkpoint-') > 1, 'checkpoint')
    killed = suite.cluster.containers(DRIVER)
    for pid in killed:
        send(pid, signal.SIGKILL)
    suite.must_train(run)
    resumes(suite, 'driver-repeated', 1)


def resumes(suite, run, expected):
    """The history must say how often the run was resumed, and have all of its rows once."""
    query = (
        'SELECT max(resumes), count(*), count(DISTINCT iteration, worker) FROM history JOIN runs USING (run_id)'
        f" WHERE run_id = '{run}' AND status = 'finished'"
    )
    answers(suite, f'{run}-sql', f'{expected},{ROWS},{ROWS}', 'sql', '--history', 'hdfs:///clr/history', '--csv', query)


def answers(suite, name, expected, *command):
    """A command of the Spark that comes with the build must end well, with that answer."""
    process = suite.start(name, *command)
    status = process.end()
    if status or expected not in process.output():
        raise Failure(f'exit status {status}, no answer {expected} in: {process.output()}')


def history(suite):
    """The embedded Spark reads the histories of all runs so far, checks them, and writes a report into HDFS."""
    if not suite.finished:
        client(suite)
    runs = len(suite.finished)
    path = ['--history', 'hdfs:///clr/history']
    query = "SELECT count(*) FROM runs WHERE kind = 'train' AND status = 'finished'"
    answers(suite, 'sql', str(runs), 'sql', *path, '--csv', query)
    answers(suite, 'verify', '', 'verify', *path)
    output = ['--output', 'hdfs:///clr/page.html', '--png', 'hdfs:///clr/png']
    answers(suite, 'report', 'png: hdfs:///clr/png/', 'report', *path, '--run', suite.finished[0], *output)
    if b'</html>' not in (suite.cluster.read('/clr/page.html') or b''):
        raise Failure('there is no report in HDFS')


def range_test(suite):
    """The driver in a container writes the range that it suggests into HDFS, and never into a folder of its own."""
    suggested = 'hdfs:///clr/suggested.properties'
    suite.clr('range', command='range-test', spark_clr_range_properties=suggested).ends()
    path = f'{suite.folder}/suggested.properties'
    suite.local('range-local', 'range-test', spark_clr_range_properties=path).ends()
    with open(path) as file:
        expected = values(file.read())
    found = values((suite.cluster.read('/clr/suggested.properties') or b'').decode())
    if not expected or found != expected:
        raise Failure(f'it suggests {found}, and on this machine {expected}')


def values(properties):
    """The lines of a properties file that are no comments."""
    return [line for line in properties.splitlines() if line and not line.startswith('#')]
