"""Tasks that stay in their executors between rounds: three executors of one core each, one for each worker."""

import contextlib
import random
import signal
import time

from harness import STAYING
from proxy import Proxy

from support.cases import Failure
from support.cluster import free_port
from support.processes import send, until

CUT_SECONDS = 10


def undisturbed(harness, name):
    """Most rounds have no Spark job of their own, and the bits are those of jobs."""
    staying = harness.job_on(STAYING, name)
    staying.ends_with_same_bits()
    staying.stayed(40)


def disturbed(harness, name, times, disturb):
    """Runs that are disturbed at a random moment: while an executor waits, receives, trains or answers."""
    for number in range(times):
        run = f'{name}-{number}'
        staying = harness.job_on(STAYING, run).training()
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


def connection_cut(harness, name):
    """Nothing goes between the driver and one executor for a while, in both directions; then everything goes on."""
    with cut_when_told(harness, name) as (staying, proxy, pid):
        with proxy.holding(pid):
            time.sleep(CUT_SECONDS)
        if pid not in staying.executors().values():
            raise Failure('the executor has ended')
        staying.ends_with_same_bits()


def connection_closed(harness, name):
    """The connections between the driver and one executor are closed: the executor ends, and another comes."""
    with cut_when_told(harness, name) as (staying, proxy, pid):
        proxy.close_all_of(pid)
        until(lambda: pid not in staying.executors().values(), 'end of the executor')
        staying.ends_with_same_bits()


@contextlib.contextmanager
def cut_when_told(harness, name):
    """A run whose executors reach the driver by a proxy, at a random round, and one of the executors."""
    ports = [free_port(), free_port()]
    conf = {
        'spark.driver.host': Proxy.HOST,
        'spark.driver.bindAddress': '127.0.0.1',
        'spark.driver.port': ports[0],
        'spark.driver.blockManager.port': ports[1],
    }
    with Proxy(ports) as proxy:
        staying = harness.job_on(STAYING, name, conf).training()
        staying.stayed(random.randint(2, 20))
        yield staying, proxy, random.choice(list(staying.executors().values()))
