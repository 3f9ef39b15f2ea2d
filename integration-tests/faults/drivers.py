"""Drivers that are killed, and go on from their checkpoints."""

import random
import time

from processes import until


def checkpoints(harness, **more):
    return {'spark.clr.checkpoint.path': f'{harness.folder}/checkpoints', 'spark.clr.checkpoint.everyIterations': 20,
            'spark.clr.resume': 'auto', **more}


def killed(harness, name, times, most, every, chance=None):
    """At random points, each time after up to that many rounds or before any; then it may end."""
    chance = chance or random.Random()
    conf = checkpoints(harness, **{'spark.clr.checkpoint.everyIterations': every})
    harness.need_workers(2)
    for _ in range(times):
        job = harness.job(name, conf)
        if chance.random() < 0.15:
            time.sleep(chance.uniform(0, 4))
        else:
            job.training().round(chance.randint(1, most))
            time.sleep(chance.uniform(0, 0.2))
        job.process.kill()
        until(lambda: not harness.cluster.executors(), 'end of the executors', 60)
    job = harness.job(name, conf)
    job.ends_with_same_bits()
