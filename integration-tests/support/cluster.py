"""A standalone cluster of a Spark distribution: a master and workers on the loopback address."""

import os
import socket

from support.processes import Process, ours


def free_port():
    """A port that no process listens on now."""
    with socket.socket() as one:
        one.bind(('127.0.0.1', 0))
        return one.getsockname()[1]


class Cluster:
    """Starts a master at once, and workers when it is told to.

    settings are properties of Spark for the daemons. They stand in the file settings_file too. Each worker has the
    given cores and memory.
    """

    def __init__(self, home, folder, environment, settings, cores=1, memory='1g'):
        os.makedirs(folder)
        self.home = home
        self.folder = folder
        self.environment = environment
        self.resources = ['--cores', str(cores), '--memory', memory]
        self.port = free_port()
        self.url = f'spark://127.0.0.1:{self.port}'
        self.daemons = 0
        self.workers = []
        self.settings_file = f'{folder}/settings.properties'
        with open(self.settings_file, 'w') as file:
            file.writelines(f'{key} {value}\n' for key, value in settings.items())
        self.start_master()

    def _daemon(self, name, main, *arguments):
        self.daemons += 1
        command = [
            f'{self.home}/bin/spark-class',
            main,
            '--host',
            '127.0.0.1',
            '--webui-port',
            '0',
            '--properties-file',
            self.settings_file,
            *arguments,
        ]
        return Process(command, f'{self.folder}/{self.daemons}-{name}.log', self.environment)

    def start_master(self):
        """Starts the master, on the port that an earlier one had."""
        self.master = self._daemon('master', 'org.apache.spark.deploy.master.Master', '--port', str(self.port))
        self.master.line('I have been elected leader!')

    def start_worker(self):
        """Starts a worker and returns it. It need not be registered yet."""
        folder = f'{self.folder}/work{self.daemons + 1}'
        main = 'org.apache.spark.deploy.worker.Worker'
        worker = self._daemon('worker', main, '--port', '0', *self.resources, '--work-dir', folder, self.url)
        self.workers.append(worker)
        return worker

    def start_workers(self, count):
        """Starts workers and waits until all of them are registered."""
        for worker in [self.start_worker() for _ in range(count)]:
            worker.line('Successfully registered')

    def executors(self):
        """The process ids of the running executors, by executor id."""
        found = {}
        for pid, command in ours():
            if 'org.apache.spark.executor.CoarseGrainedExecutorBackend' in command:
                found[command[command.index('--executor-id') + 1]] = pid
        return found
