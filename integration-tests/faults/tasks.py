"""Tasks that throw, are slow, or hang."""

import os
import signal
import time

from losses import stopped_in_round

from support.processes import send, until


def throws_once_and_twice(harness, name):
    """A task throws in its first attempt, a later one in its first two."""
    harness.need_workers(2)
    job = harness.job(name, faults='throw:1@10,throw:2@20')
    job.ends_with_same_bits()
    for attempt in ('Lost task 1.0 in stage', 'Lost task 1.1 in stage'):
        job.must_say(attempt)


def throws_always(harness, name):
    """A task throws in all of Spark's attempts: the run ends with the task's error."""
    harness.need_workers(2)
    job = harness.job(name, faults='throw:9@10')
    job.ends(1)
    job.must_say('Lost task 1.3 in stage')
    job.must_say('Cannot train from iteration 10: IllegalStateException: this task fails')


def slow_worker_and_speculation(harness, name):
    """An executor runs a twentieth of the time, until Spark has started second copies of two of its tasks."""
    harness.need_workers(2)
    speculation = {'interval': '50ms', 'multiplier': '1.5', 'quantile': '0.5', 'minTaskRuntime': '100ms'}
    conf = {f'spark.speculation.{key}': value for key, value in speculation.items()}
    job = harness.job(name, {'spark.speculation': 'true', **conf}).training()
    job.round(5)
    until(lambda: len(job.executors()) == 2, 'two executors')
    slow = job.executors()[min(job.executors())]
    while sum('as speculatable' in line for line in list(job.process.lines)) < 2:
        send(slow, signal.SIGSTOP)
        time.sleep(0.2)
        send(slow, signal.SIGCONT)
        time.sleep(0.01)
    job.ends_with_same_bits()


def hangs_once(harness, name):
    """An executor's process stops for good, and another takes its place."""
    harness.need_workers(2)
    job = harness.job(name, {'spark.clr.roundTimeout': '40s'}).training()
    job.round(5)
    executor, pid = stopped_in_round(job)
    job.process.line('Once more, to train from iteration')
    job.ends_with_same_bits()
    job.must_say(f'executor {executor} on 127.0.0.1')
    until(lambda: not os.path.exists(f'/proc/{pid}'), 'end of the process that hung')


def hangs_always(harness, name):
    """A worker hangs again when its round is repeated: the run ends and names the worker."""
    harness.need_workers(2)
    job = harness.job(name, {'spark.clr.roundTimeout': '30s'}, faults='hang:9@20')
    job.ends(1)
    job.must_say('Cannot train from iteration 20: worker 1 (executor')
    job.must_say('has not answered within spark.clr.roundTimeout = 30s, and so again when the round was repeated.')
