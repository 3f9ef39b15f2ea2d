"""Rounds without end and kills all the while: what the processes hold must not grow, and the history must have no gap."""

import os
import random
import re
import signal
import subprocess
import time

from drivers import checkpoints
from processes import Failure, read, send, until

ENDLESS = 2_000_000_000
SAMPLE_SECONDS = 5
DRIVER_EVERY = 10  # of so many kills one is the driver's, the first of all
# What may be added between the second quarter of a process's samples and the last: a share and an amount. Of the live heap the
# least of each counts: what rounds and tasks have in flight comes and goes, what leaks is always there.
ALLOWED = {'heap': (0.15, 8 << 20), 'resident': (0.25, 64 << 20), 'threads': (0, 8), 'handles': (0, 16),
           'broadcasts': (0, 4), 'files': (0, 16)}


def soak(harness, name, minutes, kill_seconds, chance=None):
    """Kills processes every so many seconds; then looks at what was measured and written."""
    chance = chance or random.Random()
    harness.need_workers(2)
    local = f'{harness.folder}/{name}-local'
    conf = checkpoints(harness, **{
        'spark.clr.iterations': ENDLESS,
        'spark.local.dir': local,
        # Spark's own memory of what was is full soon, and grows no more.
        'spark.ui.retainedJobs': 50, 'spark.ui.retainedStages': 50, 'spark.ui.retainedTasks': 500})
    job = harness.job(name, conf).training()
    drivers = [[]]  # the samples of each
    rounds = kills = 0
    started = time.monotonic()
    while time.monotonic() < started + 60 * minutes:
        before = job.tasks.rounds
        time.sleep(SAMPLE_SECONDS)
        drivers[-1].append(sample(job.pid, local))
        if time.monotonic() > started + kill_seconds * (kills + 1):
            if kills % DRIVER_EVERY == 0:
                rounds += job.tasks.rounds
                job.process.kill()
                until(lambda: not job.executors(), 'end of the executors')
                job = harness.job(name, conf).training()
                drivers.append([])
            else:
                kill_executors(job, chance)
            kills += 1
            before = job.tasks.rounds
        job.round(before + 1)
    until(lambda: len(job.executors()) == 2, 'two executors')
    time.sleep(12)  # rows are written every ten seconds
    job.process.send(signal.SIGTERM)
    job.process.end(60)
    print(f'{rounds + job.tasks.rounds} rounds, {kills} kills, {len(drivers)} drivers')
    samples = max(drivers, key=len)
    report(samples)
    must_be_flat(samples)
    harness.must_have_no_gap(name)


def kill_executors(job, chance):
    executors = job.executors()
    for executor in chance.sample(sorted(executors), chance.choice([1, 1, len(executors)]) if executors else 0):
        send(executors[executor], signal.SIGKILL)


def sample(pid, local):
    status = read(f'/proc/{pid}/status').decode()
    live = subprocess.run(['jcmd', str(pid), 'GC.class_histogram'], stdout=subprocess.PIPE, text=True).stdout
    return {
        'heap': int(re.search(r'^Total +\d+ +(\d+)', live, re.MULTILINE)[1]),
        'resident': 1024 * int(re.search(r'VmRSS:\s+(\d+)', status)[1]),
        'threads': int(re.search(r'Threads:\s+(\d+)', status)[1]),
        'handles': len(os.listdir(f'/proc/{pid}/fd')),
        'broadcasts': instances(live, 'org.apache.spark.broadcast.TorrentBroadcast'),
        'files': sum(len(files) for _, _, files in os.walk(local))}


def instances(live, kind):
    found = re.search(r'^ *\d+: +(\d+) +\d+  ' + re.escape(kind) + '( |$)', live, re.MULTILINE)
    return int(found[1]) if found else 0


def report(samples):
    print(f'{len(samples)} samples of a driver: lowest, mean and highest')
    for what in ALLOWED:
        values = [each[what] for each in samples]
        print(f'  {what}: {min(values)} {sum(values) // len(values)} {max(values)}')


def must_be_flat(samples):
    quarter = len(samples) // 4
    for what, (share, amount) in ALLOWED.items():
        early, late = (typical(part, what) for part in (samples[quarter:2 * quarter], samples[-quarter:]))
        if late > early * (1 + share) + amount:
            raise Failure(f'{what} grow from {early:.0f} to {late:.0f}')


def typical(samples, what):
    values = [each[what] for each in samples]
    return min(values) if what == 'heap' else sum(values) / len(values)
