"""A standalone cluster of a real Spark distribution on the loopback address."""

import os
import socket

from processes import Process, ours


def free_port():
    with socket.socket() as one:
        one.bind(('127.0.0.1', 0))
        return one.getsockname()[1]


class Cluster:

    def __init__(self, harness, folder):
        self.harness = harness
        self.folder = folder
        os.makedirs(folder)
        self.port = free_port()
        self.url = f'spark://127.0.0.1:{self.port}'
        self.daemons = 0
        self.workers = []
        self.settings = os.path.join(folder, 'settings')
        with open(self.settings, 'w') as file:  # a master that starts again knows its applications and workers
            file.write(f'spark.deploy.recoveryMode FILESYSTEM\nspark.deploy.recoveryDirectory {folder}/recovery\n')
        self.start_master()

    def _daemon(self, name, main, *arguments):
        self.daemons += 1
        return Process([f'{self.harness.home}/bin/spark-class', main, '--host', '127.0.0.1', '--webui-port', '0',
                        '--properties-file', self.settings, *arguments],
                       f'{self.folder}/{self.daemons}-{name}.log',
                       self.harness.environment(SPARK_DAEMON_MEMORY='256m', SPARK_DAEMON_JAVA_OPTS=self.harness.options))

    def start_master(self):
        self.master = self._daemon('master', 'org.apache.spark.deploy.master.Master', '--port', str(self.port))
        self.master.line('I have been elected leader!')

    def start_worker(self):
        """Has the cores and the memory of one executor."""
        worker = self._daemon('worker', 'org.apache.spark.deploy.worker.Worker', '--port', '0', '--cores', '1',
                              '--memory', '1g', '--work-dir', f'{self.folder}/work{self.daemons + 1}', self.url)
        self.workers.append(worker)
        return worker

    def start_workers(self, count=2):
        for worker in [self.start_worker() for _ in range(count)]:
            worker.line('Successfully registered')

    def executors(self):
        """Pids by executor id, of those that run."""
        found = {}
        for pid, command in ours():
            if 'org.apache.spark.executor.CoarseGrainedExecutorBackend' in command:
                found[command[command.index('--executor-id') + 1]] = pid
        return found
