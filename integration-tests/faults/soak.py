"""Rounds without end, while processes are killed: what the driver holds must not grow, and the history has no gap."""

import os
import random
import re
import signal
import subprocess
import time

from drivers import checkpoints

from support.cases import Failure
from support.processes import read, send, until

ENDLESS = 2_000_000_000
SAMPLE_SECONDS = 5
DRIVER_EVERY = 10  # one of so many kills, the first of all included, is the driver's
FLUSH_SECONDS = 12  # the driver writes rows every ten seconds

# How much the last quarter of a driver's samples may hold more than the second: a share, and an amount. Of the live
# heap the least value of each quarter counts: data of running rounds and tasks comes and goes, a leak is always there.
ALLOWED = {
    'heap': (0.15, 8 << 20),
    'resident': (0.25, 64 << 20),
    'threads': (0, 8),
    'handles': (0, 16),
    'broadcasts': (0, 4),
    'files': (0, 16),
}


class Soak:
    """One run, over as many drivers as it takes."""

    def __init__(self, harness, name, kill_seconds, executors):
        self.harness = harness
        self.executors = executors
        self.name = name
        self.kill_seconds = kill_seconds
        self.local = f'{harness.folder}/{name}-local'
        self.conf = checkpoints(
            harness,
            20,
            **{
                'spark.clr.iterations': ENDLESS,
                'spark.local.dir': self.local,
                # What Spark remembers of earlier jobs soon reaches these limits, and grows no more.
                'spark.ui.retainedJobs': 50,
                'spark.ui.retainedStages': 50,
                'spark.ui.retainedTasks': 500,
            },
        )
        self.rounds = self.kills = 0
        self.drivers = []  # the samples of each
        self._start_driver()
        self.started = time.monotonic()

    def _start_driver(self):
        self.job = self.harness.job_on(self.executors, self.name, self.conf).training()
        self.drivers.append([])

    def step(self):
        """Takes a sample, kills a process if it is time to, and waits for a round."""
        before = self.job.tasks.rounds
        time.sleep(SAMPLE_SECONDS)
        self.drivers[-1].append(sample(self.job.process.pid, self.local))
        if self.seconds() > self.kill_seconds * (self.kills + 1):
            self._kill()
            before = self.job.tasks.rounds
        self.job.round(before + 1)

    def seconds(self):
        """How long the run has trained, over all its drivers."""
        return time.monotonic() - self.started

    def _kill(self):
        if self.kills % DRIVER_EVERY == 0:
            self.rounds += self.job.tasks.rounds
            self.job.process.kill()
            until(lambda: not self.job.executors(), 'end of the executors')
            self._start_driver()
        else:
            kill_executors(self.job)
        self.kills += 1

    def end(self):
        """Waits until all rows are written, and ends the run."""
        until(lambda: len(self.job.executors()) == self.executors, 'all executors')
        time.sleep(FLUSH_SECONDS)
        self.job.process.send(signal.SIGTERM)
        self.job.process.end()
        self.rounds += self.job.tasks.rounds


def soak(harness, name, executors):
    """Kills a process every so many seconds; then checks the samples and the history."""
    run = Soak(harness, name, harness.soak_kill_seconds, executors)
    while run.seconds() < 60 * harness.soak_minutes:
        run.step()
    run.end()
    print(f'{run.rounds} rounds, {run.kills} kills, {len(run.drivers)} drivers')
    samples = max(run.drivers, key=len)
    report(samples)
    must_be_flat(samples)
    harness.history.must_have_no_gap(name)


def kill_executors(job):
    """Kills one executor, or in one of three cases all."""
    executors = job.executors()
    count = random.choice([1, 1, len(executors)]) if executors else 0
    for executor in random.sample(sorted(executors), count):
        send(executors[executor], signal.SIGKILL)


def sample(pid, local):
    """What a driver holds now."""
    status = read(f'/proc/{pid}/status').decode()
    histogram = ['jcmd', str(pid), 'GC.class_histogram']
    live = subprocess.run(histogram, stdout=subprocess.PIPE, text=True).stdout
    return {
        'heap': int(re.search(r'^Total +\d+ +(\d+)', live, re.MULTILINE)[1]),
        'resident': 1024 * int(re.search(r'VmRSS:\s+(\d+)', status)[1]),
        'threads': int(re.search(r'Threads:\s+(\d+)', status)[1]),
        'handles': len(os.listdir(f'/proc/{pid}/fd')),
        'broadcasts': instances(live, 'org.apache.spark.broadcast.TorrentBroadcast'),
        'files': sum(len(files) for _, _, files in os.walk(local)),
    }


def instances(histogram, kind):
    """The number of live objects of a class."""
    found = re.search(rf'^ *\d+: +(\d+) +\d+  {re.escape(kind)}( |$)', histogram, re.MULTILINE)
    return int(found[1]) if found else 0


def report(samples):
    """Prints what a driver held."""
    print(f'{len(samples)} samples of a driver: lowest, mean and highest')
    for what in ALLOWED:
        values = [each[what] for each in samples]
        print(f'  {what}: {min(values)} {sum(values) // len(values)} {max(values)}')


def must_be_flat(samples):
    """The last quarter must hold no more than the second and what is allowed."""
    quarter = len(samples) // 4
    for what, (share, amount) in ALLOWED.items():
        early, late = (typical(part, what) for part in (samples[quarter : 2 * quarter], samples[-quarter:]))
        if late > early * (1 + share) + amount:
            raise Failure(f'{what} grow from {early:.0f} to {late:.0f}')


def typical(samples, what):
    """The least of the samples' heap, the mean of anything else."""
    values = [each[what] for each in samples]
    return min(values) if what == 'heap' else sum(values) / len(values)
