"""Drivers that are killed, and go on from their checkpoints."""

import random
import time

from harness import JOB_PER_ROUND

from support.processes import until


def checkpoints(harness, every, **more):
    """The settings of a run that writes checkpoints and goes on from them."""
    return {
        'spark.clr.checkpoint.path': f'{harness.folder}/checkpoints',
        'spark.clr.checkpoint.everyIterations': every,
        'spark.clr.resume': 'auto',
        **more,
    }


def killed(harness, name, times, most, every, executors=JOB_PER_ROUND):
    """Kills the driver that many times at random points, and lets it end then.

    Each time the driver makes at most that many rounds, or is killed before it trains.
    """
    conf = checkpoints(harness, every)
    for _ in range(times):
        job = harness.job_on(executors, name, conf)
        if random.random() < 0.15:
            time.sleep(random.uniform(0, 4))
        else:
            job.training().round(random.randint(1, most))
            time.sleep(random.uniform(0, 0.2))
        job.process.kill()
        until(lambda: not harness.cluster.executors(), 'end of the executors')
    harness.job_on(executors, name, conf).ends_with_same_bits()
