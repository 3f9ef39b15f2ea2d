"""Executors, workers and the master that are lost, and new ones that take their place."""

import signal
import time

from harness import JOB_PER_ROUND, SLOWER

from support.processes import send, until


def stopped_in_round(job, kind=None):
    """Stops an executor while it runs a task of a round. Returns its id and its process id."""
    while True:
        task, executor = job.task_of_a_round(kind)
        pid = job.executors().get(executor)
        if pid:
            send(pid, signal.SIGSTOP)
            time.sleep(0.05)  # by then the driver has logged what the executor had sent
            if not job.has_ended(task):
                return executor, pid
            send(pid, signal.SIGCONT)


def executor_in_a_round(harness, job):
    """Kills an executor while it runs a task of a round."""
    send(stopped_in_round(job)[1], signal.SIGKILL)


def executor_in_aggregation(harness, job):
    """Kills an executor while it averages.

    Stops one that waits for the last worker of a round, and kills it when its next task is to average.
    """
    while True:
        job.task_of_a_round('ShuffleMap')
        idle = job.process.wait_for(lambda: idle_executors(job), 'executor that waits for another')[0]
        pid = job.executors().get(idle)
        if not pid:
            continue
        send(pid, signal.SIGSTOP)
        if job.process.wait_for(lambda: next_kind(job, idle), 'task for the stopped executor') == 'Result':  # noqa: B023
            send(pid, signal.SIGKILL)
            return
        send(pid, signal.SIGCONT)


def idle_executors(job):
    """The executors without a task while one other still trains in a round."""
    busy = {executor for executor, kind in job.tasks.running.values() if kind == 'ShuffleMap'}
    return sorted(set(job.executors()) - busy) if job.tasks.in_round() and len(busy) == 1 else None


def next_kind(job, executor):
    """The kind of stage whose task the executor has, if it has one."""
    return next((kind for place, kind in job.tasks.running.values() if place == executor), None)


def executor_between_rounds(harness, job):
    """Kills an executor while no Spark job runs."""
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


def all_executors_at_once(harness, job):
    """Kills all executors while one runs a task of a round."""
    stopped_in_round(job)
    for pid in job.executors().values():
        send(pid, signal.SIGKILL)


def worker_killed_and_started_again(harness, job):
    """Kills a worker while its executor runs a task of a round, and starts another worker."""
    stopped = stopped_in_round(job)[1]
    harness.cluster.workers.pop(0).kill()
    send(stopped, signal.SIGCONT)
    harness.cluster.start_workers(1)


def disturbed(harness, name, disturbances, conf=None, executors=JOB_PER_ROUND):
    """A run that recovers from each disturbance in turn."""
    job = harness.job_on(executors, name, conf).training()
    for disturbance in disturbances:
        until(lambda: len(job.executors()) == executors, 'all executors')
        job.rounds_more(2)
        before = job.executors()
        disturbance(harness, job)
        until(lambda: job.executors() != before, f'executors other than {before}')  # noqa: B023
        job.rounds_more(2)
    job.ends_with_same_bits()


def disturbed_alone(harness, name, disturbances, executors):
    """A run for each disturbance."""
    for number, disturbance in enumerate(disturbances):
        disturbed(harness, f'{name}-{number}', [disturbance], executors=executors)


def executors_come_and_go(harness, name, executors):
    """Dynamic allocation: another worker comes, the first is lost for good, one more comes."""
    allocation = {
        'enabled': 'true',
        'shuffleTracking.enabled': 'true',
        'minExecutors': executors,
        'maxExecutors': executors,
        'schedulerBacklogTimeout': '1s',
        'sustainedSchedulerBacklogTimeout': '1s',
    }
    conf = {f'spark.dynamicAllocation.{key}': value for key, value in allocation.items()}
    harness.need_workers(executors - 1)
    job = harness.job(name, {'spark.cores.max': executors, **conf}, faults=SLOWER).training()
    job.round(3)
    harness.cluster.start_worker()
    until(lambda: len(job.executors()) == executors, 'executor that comes')
    job.rounds_more(5)
    lose_first_worker(harness, job)
    job.rounds_more(5)
    harness.cluster.start_worker()
    until(lambda: len(job.executors()) == executors, 'executor in the place of a lost one')
    job.ends_with_same_bits()


def lose_first_worker(harness, job):
    """Kills the first worker and the oldest executor while one executor runs a task of a round."""
    stopped_in_round(job)
    harness.cluster.workers.pop(0).kill()
    executors = job.executors()
    if executors:
        send(executors[min(executors)], signal.SIGKILL)
    for pid in job.executors().values():
        send(pid, signal.SIGCONT)


def master_restarted(harness, name, executors):
    """A master that starts again knows the run, and replaces an executor that is killed afterwards."""
    job = harness.job_on(executors, name).training()
    job.round(3)
    harness.cluster.master.kill()
    job.rounds_more(3)
    harness.cluster.start_master()
    job.process.line('Master has changed')
    before = job.executors()
    executor_in_a_round(harness, job)
    until(lambda: set(job.executors()) - set(before), 'new executor')
    job.ends_with_same_bits()
