"""The history of all runs, read with bin/clr."""

import re
import subprocess
import sys

from support import project
from support.cases import Failure
from support.processes import environment

# The columns of each table that two equal runs have alike: all but duration_ms, executor_id and ts.
COLUMNS = {
    'history': 'iteration epoch round worker lr loss accuracy examples'.split(),
    'evaluations': 'iteration data_set epoch lr loss accuracy examples'.split(),
}
# With the iteration, it is the key of a row.
KEY = {'history': 'worker', 'evaluations': 'data_set'}


class History:
    """The history at a path, of runs with that many workers."""

    def __init__(self, path, workers):
        self.path = path
        self.workers = workers

    def must_have_no_gap(self, run):
        """The run must have every iteration from 0 to its last, once for each worker; bin/clr verify finds nothing."""
        rows, distinct, last = self._sql(
            f"SELECT count(*), count(DISTINCT iteration, worker), max(iteration) FROM history WHERE run_id = '{run}'"
        )[0]
        if not rows == distinct == str(self.workers * (int(last or 0) + 1)):
            raise Failure(f'{rows} rows, {distinct} distinct, up to iteration {last}')
        verified = self._clr('verify')
        problems = [line for line in verified.splitlines() if re.search(rf'\b{run}\b', line)]
        if problems or 'rows: ' not in verified:
            raise Failure(f'bin/clr verify: {problems or verified}')

    def must_have_same_rows(self, expected, runs):
        """Finished runs must have the rows of the expected run, each once, in both tables."""
        found = {}
        for table, run, *counts in self._sql(' UNION ALL '.join(_counts(table, expected) for table in COLUMNS)):
            found.setdefault(run, {})[table] = counts
        others = {run: found.get(run) for run in runs if found.get(run) != found.get(expected)}
        if others or expected not in found:
            self._show_differences(expected)
            counts = f'{others}, not {found.get(expected)}'
            raise Failure(f'rows, distinct rows, rows that are those of the run {expected}: {counts}')

    def _show_differences(self, expected):
        rows = self._sql(
            'SELECT x.run_id, x.iteration, x.lr, x.loss, x.accuracy, u.lr, u.loss, u.accuracy FROM evaluations x'
            f" JOIN evaluations u ON u.run_id = '{expected}' AND u.iteration = x.iteration"
            ' AND NOT (u.loss <=> x.loss AND u.lr <=> x.lr AND u.accuracy <=> x.accuracy)'
            ' ORDER BY x.iteration LIMIT 6'
        )
        print(*rows, sep='\n', file=sys.stderr)

    def _sql(self, query):
        """The rows of the answer, as lists of text."""
        answer = self._clr('sql', '--csv', query, check=True)
        return [line.split(',') for line in answer.splitlines()[1:]]

    def _clr(self, command, *arguments, check=False):
        options = f'{project.QUICK_JVM} -XX:+UseSerialGC'
        return subprocess.run(
            [project.CLR, command, '--history', self.path, *arguments],
            env=environment(SPARK_SUBMIT_OPTS=options),
            check=check,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout


def _counts(table, expected):
    """The query of a table's counts for each finished run: rows, distinct rows, rows that the expected run has too."""
    same = ' AND '.join(f'x.{column} <=> u.{column}' for column in COLUMNS[table])
    return (
        f"SELECT '{table}', x.run_id, count(*), count(DISTINCT x.iteration, x.{KEY[table]}), count(u.iteration)"
        f" FROM {table} x JOIN runs ON runs.run_id = x.run_id AND runs.status = 'finished'"
        f" LEFT JOIN {table} u ON u.run_id = '{expected}' AND {same} GROUP BY x.run_id"
    )
