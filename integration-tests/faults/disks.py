"""Disks that are full or become read-only, and many runs in one history."""

import contextlib
import os
import subprocess

from job import beside
from processes import Failure, read

LOCAL = 'local[2]'


@contextlib.contextmanager
def disk(harness, name, kibibytes):
    """A file system of that size in memory; needs the right to mount."""
    path = f'{harness.folder}/disk-{name}'
    os.makedirs(path)
    subprocess.run(['mount', '-t', 'tmpfs', '-o', f'size={kibibytes}k', 'none', path], check=True)
    try:
        yield path
    finally:
        subprocess.run(['umount', '--lazy', path], check=True)


def make_read_only(path):
    subprocess.run(['mount', '-o', 'remount,ro', path], check=True)


def history_disk_full(harness, name):
    with disk(harness, name, 24) as path:
        telemetry_fails_only_itself(harness.job(name, {'spark.clr.history.path': path}, master=LOCAL), 'No space left on device')
        left = [os.path.join(folder, file) for folder, _, files in os.walk(path) for file in files if 'segment-' in file]
        # There may have been room for a segment, and none for the manifest that would have named it.
        whole = [file for file in left if read(file).endswith(b'PAR1')]
        halves = set(left) - {part for file in whole for part in (file, checksum(file))}
        if halves:
            raise Failure(f'it has left what was not written: {sorted(halves)}')


def checksum(file):
    """Where Hadoop's local file system keeps it."""
    folder, name = os.path.split(file)
    return f'{folder}/.{name}.crc'


def history_becomes_read_only(harness, name):
    with disk(harness, name, 4096) as path:
        job = harness.job(name, {'spark.clr.history.path': path}, master=LOCAL).training()
        make_read_only(path)
        telemetry_fails_only_itself(job, 'Read-only file system')


def checkpoints_become_read_only(harness, name):
    with disk(harness, name, 65536) as path:
        checkpoint_fails_only_itself(harness, name, path, 'Read-only file system', make_read_only)


def checkpoint_disk_full(harness, name):
    """It has room for one, and not for the next."""
    with disk(harness, name, 2048) as path:
        checkpoint_fails_only_itself(harness, name, path, 'No space left on device')


def checkpoint_fails_only_itself(harness, name, path, reason, then=lambda path: None):
    job = harness.job(name, {
        'spark.clr.checkpoint.path': path, 'spark.clr.checkpoint.everyIterations': 50,
        'spark.clr.roundTimeout': '60s'}, master=LOCAL).training()  # a limit has each round be a job, which the log tells
    job.round(1)
    then(path)
    job.ends_with_same_bits()
    job.must_say(f'Warning: Cannot write a checkpoint of run {name}')
    job.must_say(reason)
    states = [file for _, _, files in os.walk(path) for file in files if file.startswith('state')]
    if len(states) != 1:
        raise Failure(f'it has left {states}, not the one that was written')


def telemetry_fails_only_itself(job, reason):
    job.ends()
    job.must_have_same_bits()
    job.must_say(f'Warning: Cannot write the history of run {job.name}')
    job.must_say(reason)


def model_disk_full(harness, name):
    with disk(harness, name, 1024) as path:
        earlier_model_stays(harness, name, path, 'No space left on device')


def model_becomes_read_only(harness, name):
    with disk(harness, name, 8192) as path:
        earlier_model_stays(harness, name, path, 'Read-only file system', make_read_only)


def earlier_model_stays(harness, name, path, reason, then=lambda path: None):
    model = f'{path}/model.zip'
    with open(model, 'w') as file:
        file.write('an earlier one')
    job = harness.job(name, {'spark.clr.model.save': model, 'spark.clr.iterations': 60}, master=LOCAL).training()
    then(path)
    job.ends(1)
    job.must_say(f'Cannot save the model to file:{model}')
    job.must_say(reason)
    with open(model) as file:
        if file.read() != 'an earlier one' or beside(path):
            raise Failure(f'it has changed what was there: {os.listdir(path)}')


def read_only_from_the_start(harness, name):
    """Is found out before any training."""
    with disk(harness, name, 1024) as path:
        make_read_only(path)
        refused(harness, f'{name}-model', {'spark.clr.model.save': f'{path}/m.zip'}, 'Cannot save the model to', 'Read-only file system')
        refused(harness, f'{name}-history', {'spark.clr.history.path': f'{path}/h'}, 'Cannot write a history at', 'Mkdirs failed')


def refused(harness, name, conf, message, reason):
    job = harness.job(name, conf, master=LOCAL)
    job.ends(1)
    job.must_say(message)
    job.must_say(reason)
    if job.process.says('Training on'):
        raise Failure('it has trained')


def runs_at_once(harness, name, count):
    jobs = [harness.job(f'{name}-{number}', master='local[1]') for number in range(count)]
    for job in jobs:
        job.ends_with_same_bits()


def temporary_folder_full(harness, name):
    """From the start, and when Spark copies the jar there."""
    with disk(harness, name, 256) as path:
        with open(f'{path}/full', 'wb') as file:
            file.write(b'0' * 250_000)
        job = harness.job(f'{name}-1', {'spark.local.dir': path}, master=LOCAL)
        job.ends(1)
        job.must_say(f'Cannot write temporary files to spark.local.dir = {path}: ')
        os.remove(f'{path}/full')
        job = harness.job(f'{name}-2', {'spark.local.dir': path}, master=LOCAL)
        job.ends(1)
        job.must_say(f'No space left on device. Its temporary files go to spark.local.dir = {path}.')


def temporary_folder_unwritable(harness, name):
    job = harness.job(name, {'spark.local.dir': '/proc/none'}, master=LOCAL)
    job.ends(1)
    job.must_say('Cannot write temporary files to spark.local.dir = /proc/none: ')
