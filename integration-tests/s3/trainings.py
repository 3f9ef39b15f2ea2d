"""Trainings whose data, model, history and checkpoints are in a bucket."""

import signal

import server
from suite import BUCKET, EPOCHS, PLACE

from support.cases import Failure

ROWS = 23 * 2 * EPOCHS  # iterations of an epoch, workers
ONE_CORE = 'local[1]'  # a worker after the other: the run has not ended when it is disturbed


def train(suite):
    """Everything is in the bucket; sql and verify read the history there."""
    suite.must_train(suite.train('train'))
    rows(suite, 'train', resumes=0)
    suite.answers('verify', 'verify', '--history', f'{PLACE}/history')


def rows(suite, run, resumes):
    """The history must have every row of the run once, and say how often it was resumed."""
    query = (
        'SELECT max(resumes), count(*), count(DISTINCT iteration, worker) FROM history JOIN runs USING (run_id)'
        f" WHERE run_id = '{run}' AND status = 'finished'"
    )
    found = suite.answers(f'{run}-sql', 'sql', '--history', f'{PLACE}/history', '--csv', query)
    if f'\n{resumes},{ROWS},{ROWS}\n' not in found:
        raise Failure(f'resumes, rows, distinct rows: {found}')


def failing_answers(suite):
    """One of six requests fails, with 503 or 500."""
    suite.server.behaviour = server.failing
    run = suite.train('failing-answers')
    suite.must_train(run)
    if run.process.says('Warning: Cannot'):
        raise Failure('it warns of a failure that a further try mends')


def slow_answers(suite):
    """Every answer takes a tenth of a second more."""
    suite.server.behaviour = server.slow
    suite.must_train(suite.train('slow-answers'))


def driver_killed(suite):
    """The driver is killed after a checkpoint, and the run goes on from there."""
    conf = {'resume': 'auto', 'master': ONE_CORE}
    run = suite.train('driver-killed', **conf)
    checkpoint(suite, run)
    run.process.kill()
    suite.must_train(suite.again('driver-killed', 'driver-killed-again', **conf))
    rows(suite, 'driver-killed', resumes=1)


def checkpoint(suite, run):
    """Waits until the run has written a checkpoint besides that of its start."""
    listing = f'/{BUCKET}?list-type=2&prefix=checkpoints/run_id%3D{run.name}/checkpoint-'
    run.process.wait_for(lambda: suite.server.read(listing).count(b'<Key>') > 1, 'checkpoint')


def second_writer(suite):
    """A second process takes a run over that still trains: the first one ends, and says why."""
    conf = {'resume': 'auto', 'master': ONE_CORE}
    first = suite.train('second-writer', **conf)
    checkpoint(suite, first)
    first.process.send(signal.SIGSTOP)
    suite.must_train(suite.again('second-writer', 'second-writer-again', **conf))
    first.process.send(signal.SIGCONT)
    first.ends(1)
    first.must_say('another process')
    rows(suite, 'second-writer', resumes=1)


def read_only(suite):
    """A bucket that cannot be written is found before the training, whatever is to go there."""
    suite.server.behaviour = server.read_only
    for name in ('model.save', 'history.path', 'checkpoint.path'):
        conf = {key: '' for key in ('model_save', 'history_path', 'checkpoint_path', 'checkpoint_everyEpochs')}
        conf[name.replace('.', '_')] = f'{PLACE}/read-only'
        refused(suite, f'read-only-{name}', f'{PLACE}/read-only', **conf)


def no_bucket(suite):
    """A bucket that does not exist is named."""
    refused(suite, 'no-bucket', 's3a://no-such-bucket', data_path='s3a://no-such-bucket/x.csv')


def refused(suite, name, part, **conf):
    """The run must end with exit status 1 and a line or two with that part, and must not train."""
    run = suite.train(name, **conf)
    run.ends(1)
    run.must_say(part)
    if run.process.says('Training on') or len(run.process.lines) > 2:
        raise Failure(f'it says: {run.process.lines}')
