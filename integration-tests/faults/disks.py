"""Disks that are full or become read-only, and several runs that write to one history."""

import contextlib
import os
import subprocess

from job import unfinished

from support.cases import Failure
from support.processes import read

LOCAL = 'local[2]'
FULL = 'No space left on device'
READ_ONLY = 'Read-only file system'


@contextlib.contextmanager
def disk(harness, name, kibibytes):
    """A file system of that size in memory. It needs the right to mount."""
    path = f'{harness.folder}/disk-{name}'
    os.makedirs(path)
    subprocess.run(['mount', '-t', 'tmpfs', '-o', f'size={kibibytes}k', 'none', path], check=True)
    try:
        yield path
    finally:
        subprocess.run(['umount', '--lazy', path], check=True)


def make_read_only(path):
    """Makes the file system at the path read-only."""
    subprocess.run(['mount', '-o', 'remount,ro', path], check=True)


def leave_as_is(path):
    """Does nothing to the file system: it is full by itself."""


def history_disk_full(harness, name):
    """The history's disk has room for little. The run trains on, and leaves no part of a file."""
    with disk(harness, name, 24) as path:
        job = harness.job(name, {'spark.clr.history.path': path}, master=LOCAL)
        history_fails_alone(job, FULL)
        files = [os.path.join(folder, file) for folder, _, files in os.walk(path) for file in files]
        segments = [file for file in files if 'segment-' in file]
        # There may have been room for a segment, and none for the manifest that would name it.
        whole = [file for file in segments if read(file).endswith(b'PAR1')]
        parts = set(segments) - {part for file in whole for part in (file, checksum(file))}
        if parts:
            raise Failure(f'it has left files that it could not write: {sorted(parts)}')


def checksum(file):
    """The file in which Hadoop's local file system keeps the checksum of another."""
    folder, name = os.path.split(file)
    return f'{folder}/.{name}.crc'


def history_becomes_read_only(harness, name):
    """The history's disk becomes read-only while the run trains."""
    with disk(harness, name, 4096) as path:
        job = harness.job(name, {'spark.clr.history.path': path}, master=LOCAL).training()
        make_read_only(path)
        history_fails_alone(job, READ_ONLY)


def history_fails_alone(job, reason):
    """The run must end well with the same model, and warn of the history."""
    job.ends()
    job.must_have_same_bits()
    job.must_say(f'Warning: Cannot write the history of run {job.name}')
    job.must_say(reason)


def checkpoints_become_read_only(harness, name):
    """The checkpoints' disk becomes read-only after the first checkpoint."""
    with disk(harness, name, 65536) as path:
        checkpoint_fails_alone(harness, name, path, READ_ONLY, make_read_only)


def checkpoint_disk_full(harness, name):
    """The checkpoints' disk has room for one, and not for the next."""
    with disk(harness, name, 2048) as path:
        checkpoint_fails_alone(harness, name, path, FULL)


def checkpoint_fails_alone(harness, name, path, reason, then=leave_as_is):
    """The run must end well with the same model, warn of the checkpoints, and keep the first one."""
    conf = {
        'spark.clr.checkpoint.path': path,
        'spark.clr.checkpoint.everyIterations': 50,
    }
    job = harness.job(name, conf, master=LOCAL).training()
    job.round(1)
    then(path)
    job.ends_with_same_bits()
    job.must_say(f'Warning: Cannot write a checkpoint of run {name}')
    job.must_say(reason)
    states = [file for _, _, files in os.walk(path) for file in files if file.startswith('state')]
    if len(states) != 1:
        raise Failure(f'it has left {states}, not the one checkpoint that it could write')


def model_disk_full(harness, name):
    """The model's disk has no room for it."""
    with disk(harness, name, 1024) as path:
        earlier_model_stays(harness, name, path, FULL)


def model_becomes_read_only(harness, name):
    """The model's disk becomes read-only while the run trains."""
    with disk(harness, name, 8192) as path:
        earlier_model_stays(harness, name, path, READ_ONLY, make_read_only)


def earlier_model_stays(harness, name, path, reason, then=leave_as_is):
    """The run must fail at its end, keep the earlier model as it was, and leave nothing beside it."""
    model = f'{path}/model.zip'
    with open(model, 'w') as file:
        file.write('an earlier one')
    conf = {'spark.clr.model.save': model, 'spark.clr.iterations': 60}
    job = harness.job(name, conf, master=LOCAL).training()
    then(path)
    job.ends(1)
    job.must_say(f'Cannot save the model to file:{model}')
    job.must_say(reason)
    if read(model) != b'an earlier one' or unfinished(path):
        raise Failure(f'it has changed what was there: {os.listdir(path)}')


def read_only_from_the_start(harness, name):
    """A model or history that cannot be written is refused before any training."""
    with disk(harness, name, 1024) as path:
        make_read_only(path)
        model, history = {'spark.clr.model.save': f'{path}/m.zip'}, {'spark.clr.history.path': f'{path}/h'}
        refused(harness, f'{name}-model', model, 'Cannot save the model to', READ_ONLY)
        refused(harness, f'{name}-history', history, 'Cannot write a history at', 'Mkdirs failed')


def refused(harness, name, conf, *messages):
    """The run must end with exit status 1 and these messages, and must not train."""
    job = harness.job(name, conf, master=LOCAL)
    job.ends(1)
    for message in messages:
        job.must_say(message)
    if job.process.says('Training on'):
        raise Failure('it has trained')


def runs_at_once(harness, name, count):
    """That many runs write to one history at the same time."""
    jobs = [harness.job(f'{name}-{number}', master='local[1]') for number in range(count)]
    for job in jobs:
        job.ends_with_same_bits()


def temporary_folder_full(harness, name):
    """The folder of temporary files is full from the start, and then when Spark copies the jar there."""
    with disk(harness, name, 256) as path:
        conf = {'spark.local.dir': path}
        with open(f'{path}/full', 'wb') as file:
            file.write(b'0' * 250_000)
        refused(harness, f'{name}-1', conf, f'Cannot write temporary files to spark.local.dir = {path}: ')
        os.remove(f'{path}/full')
        refused(harness, f'{name}-2', conf, f'{FULL}. Its temporary files go to spark.local.dir = {path}.')


def temporary_folder_unwritable(harness, name):
    """The folder of temporary files cannot be made."""
    conf = {'spark.local.dir': '/proc/none'}
    refused(harness, name, conf, 'Cannot write temporary files to spark.local.dir = /proc/none: ')
