"""The history of the runs so far, queried on a cluster: by bin/clr sql and in Spark's shells."""

import os

from support import distribution, project
from support.cases import Failure

ROWS = 92  # of each run: a row for each update of each worker
COUNTS = (
    'SELECT count(DISTINCT run_id), count(*), count(DISTINCT iteration, worker, lr, loss)'
    " FROM history JOIN runs USING (run_id) WHERE status = 'finished'"
)
VIEWS_AND_FUNCTION = (
    "SELECT concat(count(*), ' runs, the first rate is ', max(clr_lr(0, 0.001, 0.006, 4, 'triangular', NULL)))"
    " FROM runs WHERE status = 'finished'"
)


def need_runs(suite):
    """The number of finished runs in the history, one at least."""
    suite.reference()
    return len(suite.finished)


def sql(suite):
    """The histories of all runs so far are alike."""
    runs = need_runs(suite)
    cluster = suite.need_cluster()
    command = [project.CLR, 'sql', '--master', cluster.url, '--conf', 'spark.cores.max=2']
    query = suite.start([*command, '--history', suite.history, '--csv', COUNTS], 'sql')
    answers(query, f'{runs},{runs * ROWS},{ROWS}')


def spark_sql(suite):
    shell(suite, 'spark-sql', '-e', VIEWS_AND_FUNCTION)


def spark_shell(suite):
    shell(suite, 'spark-shell', stdin=f'println(spark.sql("{VIEWS_AND_FUNCTION}").first().getString(0))\n')


def pyspark(suite):
    """Python reads a pipe as it reads a terminal only with the option -i."""
    python = {'PYSPARK_PYTHON': distribution.python_of(suite.home), 'PYSPARK_DRIVER_PYTHON_OPTS': '-i'}
    shell(suite, 'pyspark', stdin=f'print(spark.sql("{VIEWS_AND_FUNCTION}").first()[0])\n', env=python)


def shell(suite, name, *options, stdin='', env=None):
    """Runs the documented line of a shell as it stands, in a folder that has the files which it names."""
    runs = need_runs(suite)
    folder = f'{suite.folder}/clone-{name}'
    os.makedirs(f'{folder}/out')
    os.symlink(project.ROOT / 'jobs', f'{folder}/jobs')
    os.symlink(suite.history, f'{folder}/out/history')
    command = ['env', f'PATH={suite.home}/bin:{os.environ["PATH"]}']
    command += [f'{key}={value}' for key, value in (env or {}).items()]
    command += ['bash', '-c', f'{documented(name)} "$@"', name, *options]
    answers(suite.start(command, name, cwd=folder, stdin=stdin), f'{runs} runs, the first rate is 0.001')


def documented(name):
    """The line of the cookbook of queries that starts a shell with the views."""
    cookbook = next((project.ROOT / 'docs').rglob('sql.md'))
    return next(line for line in cookbook.read_text().splitlines() if line.startswith(f'{name} '))


def answers(process, expected):
    """The command ends well, and its output has the expected answer."""
    status = process.end()
    if status or expected not in process.output():
        raise Failure(f'exit status {status}, no answer {expected} in: {process.output()}')
