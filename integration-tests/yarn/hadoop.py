"""YARN and HDFS on the loopback address, and files in HDFS by its web service."""

import os
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

from support.processes import MARK_NAME, Process, environment, ours

HERE = Path(__file__).parent
EXECUTOR = 'org.apache.spark.executor.YarnCoarseGrainedExecutorBackend'
DRIVER = 'org.apache.spark.deploy.yarn.ApplicationMaster'


def class_path(folder):
    """The jars of the cluster: Maven fetches what is missing."""
    file = f'{folder}/class-path'
    resolve = ['dependency:build-classpath', f'-Dmdep.outputFile={file}']
    subprocess.run(['mvn', '-B', '-ntp', '-q', '-f', HERE / 'pom.xml', *resolve], check=True)
    with open(file) as jars:
        return jars.read()


class Cluster:
    """Starts the cluster. Its clients find it by HADOOP_CONF_DIR = settings."""

    def __init__(self, folder):
        work = f'{folder}/minicluster'
        os.makedirs(work)
        self.settings = f'{folder}/hadoop-conf'
        options = ['-XX:TieredStopAtLevel=1', '--add-opens', 'java.base/java.lang=ALL-UNNAMED']
        program = [HERE / 'MiniCluster.java', f'{work}/hdfs', self.settings, f'JAVA_HOME,{MARK_NAME}']
        command = ['java', *options, '-cp', class_path(folder), *program]
        self.process = Process(command, f'{folder}/minicluster.log', environment(), cwd=work)
        self.address = self.process.line('Web address: ').partition(': ')[2]

    def _call(self, path, method, operation, data=None):
        url = f'http://{self.address}/webhdfs/v1{path}?op={operation}'
        with urllib.request.urlopen(urllib.request.Request(url, data, method=method), timeout=60) as answer:
            return answer.read()

    def put(self, file, path):
        """Copies a file of this machine to HDFS. The name node's answer to a PUT sends the client to a data node."""
        with open(file, 'rb') as content:
            data = content.read()
        url = f'http://{self.address}/webhdfs/v1{path}?op=CREATE&noredirect=true'
        with urllib.request.urlopen(urllib.request.Request(url, method='PUT'), timeout=60) as answer:
            where = answer.read().decode().split('"Location":"')[1].split('"')[0]
        urllib.request.urlopen(urllib.request.Request(where, data, method='PUT'), timeout=60).close()

    def read(self, path):
        """The bytes of a file, or None where there is none."""
        try:
            return self._call(path, 'GET', 'OPEN')
        except urllib.error.HTTPError:
            return None

    def listing(self, path):
        """The answer of the web service about a folder, or nothing where there is none."""
        try:
            return self._call(path, 'GET', 'LISTSTATUS').decode()
        except urllib.error.HTTPError:
            return ''

    def containers(self, program):
        """The process ids of the containers that run EXECUTOR or DRIVER."""
        return [pid for pid, command in ours() if program in command and command[0].endswith('java')]
