"""Tasks that throw, are slow, or hang."""

import os
import random
import signal
import time

from harness import STAYING
from losses import stopped_in_round

from support.processes import send, until

SLOW_SECONDS = 5
EIGHT = 8


def throws_once_and_twice(harness, name, executors):
    """A task throws in its first attempt, a later one in its first two."""
    job = harness.job_on(executors, name, faults='throw:1@10,throw:2@20')
    job.ends_with_same_bits()
    for attempt in ('Lost task 1.0 in stage', 'Lost task 1.1 in stage'):
        job.must_say(attempt)


def throws_always(harness, name, executors):
    """A task throws in all of Spark's attempts: the run ends with the task's error."""
    job = harness.job_on(executors, name, faults='throw:9@10')
    job.ends(1)
    job.must_say('Lost task 1.3 in stage')
    job.must_say('Cannot train from iteration 10: IllegalStateException: this task fails')


def slow_worker_and_speculation(harness, name, executors):
    """An executor runs a twentieth of the time, until Spark has started second copies of two of its tasks.

    It starts none of tasks that stay, of which all end at the same time: there it runs slowly for a while.
    """
    speculation = {'interval': '50ms', 'multiplier': '1.5', 'quantile': '0.5', 'minTaskRuntime': '100ms'}
    conf = {f'spark.speculation.{key}': value for key, value in speculation.items()}
    job = harness.job_on(executors, name, {'spark.speculation': 'true', **conf}).training()
    job.round(5)
    until(lambda: len(job.executors()) == executors, 'all executors')
    slow = job.executors()[min(job.executors())]
    end = time.monotonic() + SLOW_SECONDS
    while time.monotonic() < end if executors == STAYING else speculated(job) < 2:
        run_slowly(slow)
    job.ends_with_same_bits()


def speculated(job):
    """Of how many tasks a second copy was started."""
    return sum('as speculatable' in line for line in list(job.process.lines))


def run_slowly(pid):
    """Lets a process run for a twentieth of the time that the call takes."""
    send(pid, signal.SIGSTOP)
    time.sleep(0.2)
    send(pid, signal.SIGCONT)
    time.sleep(0.01)


def one_of_eight_is_slow(harness, name):
    """Eight workers train, and the executor of one of them runs a twentieth of the time for a while."""
    eight = {'spark.clr.workers': EIGHT}
    reference = harness.job(f'{name}-reference', eight, master='local[2]')
    reference.ends()
    job = harness.job_on(EIGHT, name, eight).training()
    job.stayed(2)
    slow = random.choice(list(job.executors().values()))
    end = time.monotonic() + SLOW_SECONDS
    while time.monotonic() < end:
        run_slowly(slow)
    job.ends()
    job.must_have_bits_of(reference.model)


def hangs_once(harness, name, executors):
    """An executor's process stops for good, and another takes its place."""
    job = harness.job_on(executors, name, {'spark.clr.roundTimeout': '40s'}).training()
    job.round(5)
    executor, pid = stopped_in_round(job)
    job.process.line('Once more, to train from iteration')
    job.ends_with_same_bits()
    job.must_say(f'executor {executor} on 127.0.0.1')
    until(lambda: not os.path.exists(f'/proc/{pid}'), 'end of the process that hung')


def hangs_always(harness, name, executors):
    """A worker hangs again when its round is repeated: the run ends and names the worker."""
    job = harness.job_on(executors, name, {'spark.clr.roundTimeout': '30s'}, faults='hang:9@20')
    job.ends(1)
    job.must_say('Cannot train from iteration 20: worker 1 (executor')
    job.must_say('has not answered within spark.clr.roundTimeout = 30s, and so again when the round was repeated.')
