"""Processes of a suite.

Each carries a mark in its environment, and its children inherit it. So the suite finds all of its processes, and
never touches another one.
"""

import os
import signal
import subprocess
import threading
import time
import uuid

from support.cases import Failure

MARK_NAME = 'CLR_TEST_MARK'
MARK = f'{MARK_NAME}={uuid.uuid4().hex}'

# How long a wait may take. Only what hangs takes longer: on a machine that is busy elsewhere, all may take ten times as
# long as on a quiet one.
SECONDS = 600


def environment(**more):
    """The environment of a process: this one's without settings of Spark, and with the mark."""
    kept = {key: text for key, text in os.environ.items() if not key.startswith(('SPARK_', 'CLR_', 'PYSPARK_'))}
    return {**kept, MARK_NAME: MARK.partition('=')[2], 'SPARK_LOCAL_IP': '127.0.0.1', **more}


def read(path):
    """The bytes of a file, or none where it is gone, as the files in /proc of a process that ended."""
    try:
        with open(path, 'rb') as file:
            return file.read()
    except OSError:
        return b''


def ours():
    """Yields the process id and the command line of every running process with the mark."""
    mark = MARK.encode()
    for entry in os.listdir('/proc'):
        if entry.isdigit() and int(entry) != os.getpid() and mark in read(f'/proc/{entry}/environ').split(b'\0'):
            command = read(f'/proc/{entry}/cmdline').decode(errors='replace').split('\0')
            if command != ['']:
                yield int(entry), command


def send(pid, number):
    """Sends a signal to a process, unless it has ended."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


def end_all():
    """Kills every running process with the mark. SIGKILL ends a stopped process too."""
    for _ in range(50):
        left = [pid for pid, _ in ours()]
        if not left:
            return
        for pid in left:
            send(pid, signal.SIGKILL)
        time.sleep(0.1)


def until(condition, what):
    """Waits until the condition gives something true, and returns that."""
    end = time.monotonic() + SECONDS
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > end:
            raise Failure(f'no {what} within {SECONDS} seconds')
        time.sleep(0.02)


class Process:
    """A running command. Its standard error is read line by line as it comes."""

    def __init__(self, command, log, env, heard=lambda line: None, cwd=None, stdin=''):
        """Starts the command: standard error goes to the file log, standard output to that name with .out added."""
        self.log = log
        self.lines = []
        self.changed = threading.Condition()
        self.heard = heard
        with open(f'{log}.in', 'w+') as given, open(f'{log}.out', 'wb') as output:
            given.write(stdin)
            given.seek(0)
            self.started = subprocess.Popen(
                command,
                env=env,
                cwd=cwd,
                stdin=given,
                stdout=output,
                stderr=subprocess.PIPE,
                text=True,
                errors='replace',
                start_new_session=True,
            )
        self.pid = self.started.pid
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        with open(self.log, 'w') as log:
            for line in self.started.stderr:
                log.write(line)
                log.flush()
                with self.changed:
                    self.lines.append(line.rstrip('\n'))
                    self.heard(line)
                    self.changed.notify_all()
        with self.changed:
            self.changed.notify_all()

    def wait_for(self, condition, what):
        """Waits until the condition gives something true, and returns that. Each line of the log is a new chance."""
        end = time.monotonic() + SECONDS
        with self.changed:
            while True:
                found = condition()
                if found:
                    return found
                if not self.reader.is_alive():
                    raise Failure(f'no {what}: the process has ended with {self.started.wait()}')
                if time.monotonic() > end:
                    raise Failure(f'no {what} within {SECONDS} seconds')
                self.changed.wait(0.05)

    def line(self, part):
        """Waits for a line of the log with that part, and returns it."""
        return self.wait_for(lambda: next((line for line in self.lines if part in line), None), f"'{part}'")

    def says(self, part):
        """Whether the log has a line with that part."""
        with self.changed:
            return any(part in line for line in self.lines)

    def output(self):
        """What the process wrote to its standard output."""
        return read(f'{self.log}.out').decode(errors='replace')

    def is_running(self):
        """Whether the process has not ended."""
        return self.started.poll() is None

    def send(self, number):
        """Sends a signal to the process, unless it has ended."""
        send(self.pid, number)

    def kill(self):
        """Kills the process and waits for its end."""
        self.send(signal.SIGKILL)
        self.started.wait()

    def end(self):
        """Waits for the end of the process and returns its exit status."""
        try:
            status = self.started.wait(SECONDS)
        except subprocess.TimeoutExpired:
            raise Failure(f'it has not ended within {SECONDS} seconds') from None
        self.reader.join(10)
        return status
