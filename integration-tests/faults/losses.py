"""Executors, workers and the master that go, and some that come."""

import signal
import time

from processes import send, until


def stopped_in_round(job, kind=None):
    """Stops an executor in the middle of a task of a round; its id and pid."""
    while True:
        task, executor = job.executor_of(kind)
        pid = job.executors().get(executor)
        if pid:
            send(pid, signal.SIGSTOP)
            time.sleep(0.05)  # what it had sent is logged by then
            if not job.has_ended(task):
                return executor, pid
            send(pid, signal.SIGCONT)


def executor_in_a_round(harness, job):
    send(stopped_in_round(job)[1], signal.SIGKILL)


def executor_in_aggregation(harness, job):
    """Stops one that waits for the last worker of a round, and kills it when it has to average."""
    while True:
        job.executor_of('ShuffleMap')
        idle = job.process.wait_for(lambda: idle_executors(job), 'executor that waits for another')
        pid = job.executors().get(idle[0])
        if not pid:
            continue
        send(pid, signal.SIGSTOP)
        executor, kind = job.process.wait_for(
            lambda: next((place for place in job.tasks.running.values() if place[0] == idle[0]), None), 'task for it')
        if kind == 'Result':
            send(pid, signal.SIGKILL)
            return
        send(pid, signal.SIGCONT)


def idle_executors(job):
    busy = {executor for executor, kind in job.tasks.running.values() if kind == 'ShuffleMap'}
    return sorted(set(job.executors()) - busy) if job.tasks.in_round() and len(busy) == 1 else None


def executor_between_rounds(harness, job):
    while True:
        job.process.wait_for(lambda: not job.tasks.job, 'end of a round')
        job.process.send(signal.SIGSTOP)
        time.sleep(0.05)
        between = not job.tasks.job
        if between:
            send(next(iter(job.executors().values())), signal.SIGKILL)
        job.process.send(signal.SIGCONT)
        if between:
            return


def both_executors_at_once(harness, job):
    stopped_in_round(job)
    for pid in job.executors().values():
        send(pid, signal.SIGKILL)


def worker_killed_and_started_again(harness, job):
    stopped = stopped_in_round(job)[1]
    worker = harness.cluster.workers.pop(0)
    worker.kill()
    send(stopped, signal.SIGCONT)
    harness.cluster.start_worker().line('Successfully registered')


def disturbed(harness, name, disturbances, conf=None):
    """A run that recovers from each in turn."""
    harness.need_workers(2)
    job = harness.job(name, conf).training()
    for disturbance in disturbances:
        until(lambda: len(job.executors()) == 2, 'two executors')
        job.round(job.tasks.rounds + 2)
        before = job.executors()
        disturbance(harness, job)
        until(lambda: job.executors() != before, f'other executors than {before}')
        job.round(job.tasks.rounds + 2)
    job.ends_with_same_bits()


def executors_come_and_go(harness, name):
    """Under dynamic allocation: a second worker comes, the first goes for good, a third comes."""
    harness.need_workers(1)
    job = harness.job(name, {
        'spark.dynamicAllocation.enabled': 'true',
        'spark.dynamicAllocation.shuffleTracking.enabled': 'true',
        'spark.dynamicAllocation.minExecutors': 2,
        'spark.dynamicAllocation.maxExecutors': 2,
        'spark.dynamicAllocation.schedulerBacklogTimeout': '1s',
        'spark.dynamicAllocation.sustainedSchedulerBacklogTimeout': '1s'}).training()
    job.round(3)
    harness.cluster.start_worker()
    until(lambda: len(job.executors()) == 2, 'second executor')
    job.round(job.tasks.rounds + 5)
    stopped_in_round(job)
    harness.cluster.workers.pop(0).kill()
    for pid in [job.executors()[first] for first in sorted(job.executors())[:1]]:
        send(pid, signal.SIGKILL)
    for pid in job.executors().values():
        send(pid, signal.SIGCONT)
    job.round(job.tasks.rounds + 5)
    harness.cluster.start_worker()
    until(lambda: len(job.executors()) == 2, 'third executor')
    job.ends_with_same_bits()


def master_restarted(harness, name):
    """It knows again what it knew, and replaces an executor that is killed afterwards."""
    harness.need_workers(2)
    job = harness.job(name).training()
    job.round(3)
    harness.cluster.master.kill()
    job.round(job.tasks.rounds + 3)
    harness.cluster.start_master()
    job.process.line('Master has changed')
    before = job.executors()
    executor_in_a_round(harness, job)
    until(lambda: set(job.executors()) - set(before), 'new executor')
    job.ends_with_same_bits()
