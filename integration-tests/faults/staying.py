"""Tasks that stay in their executors between rounds: three executors of one core each, one for each worker."""

import random
import signal
import time

from drivers import checkpoints

from support.processes import send, until

THREE = {'spark.cores.max': 3}


def job(harness, name, conf=None, **more):
    """A job whose tasks stay."""
    harness.need_workers(3)
    return harness.job(name, {**THREE, **(conf or {})}, **more)


def undisturbed(harness, name):
    """Most rounds have no Spark job of their own, and the bits are those of jobs."""
    staying = job(harness, name)
    staying.ends_with_same_bits()
    staying.stayed(40)


def disturbed(harness, name, times, disturb):
    """Runs that are disturbed at a random moment: while an executor waits, receives, trains or answers."""
    for number in range(times):
        run = f'{name}-{number}'
        staying = job(harness, run).training()
        staying.stayed(random.randint(2, 20))
        time.sleep(random.uniform(0, 0.1))
        disturb(staying)
        staying.ends_with_same_bits()


def executor_killed(job):
    """Kills one of the executors."""
    send(random.choice(list(job.executors().values())), signal.SIGKILL)


def all_executors_killed(job):
    """Kills all executors."""
    for pid in job.executors().values():
        send(pid, signal.SIGKILL)


def executor_paused(job):
    """Stops an executor for a while, shorter than Spark takes it for lost."""
    pid = random.choice(list(job.executors().values()))
    send(pid, signal.SIGSTOP)
    time.sleep(5)
    send(pid, signal.SIGCONT)


def driver_paused(job):
    """Stops the driver for a minute, in which all tasks wait for it."""
    job.process.send(signal.SIGSTOP)
    time.sleep(60)
    job.process.send(signal.SIGCONT)


def task_throws(harness, name):
    """A task throws in its first attempt, a later one in its first two: they are retried alone."""
    staying = job(harness, name, faults='throw:1@10,throw:2@20')
    staying.ends_with_same_bits()
    for attempt in ('Lost task 1.0 in stage', 'Lost task 1.1 in stage'):
        staying.must_say(attempt)


def driver_killed(harness, name):
    """The executors of a driver that is killed end by themselves, and another one goes on from a checkpoint."""
    conf = checkpoints(harness, 50)
    staying = job(harness, name, conf).training()
    staying.stayed(20)
    staying.process.kill()
    until(lambda: not harness.cluster.executors(), 'end of the executors')
    job(harness, name, conf).ends_with_same_bits()
