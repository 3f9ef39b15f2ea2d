"""Processes of a test: each carries the test's mark in its environment, so that none is missed and no other is touched."""

import os
import signal
import subprocess
import threading
import time
import uuid

MARK = 'FAULTS_TEST=' + uuid.uuid4().hex


class Failure(Exception):
    """Why a case has failed."""


def environment(**more):
    name, value = MARK.split('=')
    kept = {key: text for key, text in os.environ.items() if not key.startswith(('SPARK_', 'CLR_'))}
    return {**kept, name: value, 'SPARK_LOCAL_IP': '127.0.0.1', **more}


def read(path):
    try:
        with open(path, 'rb') as file:
            return file.read()
    except OSError:  # it has ended
        return b''


def ours():
    """Pid and command line of every process with the mark that has not ended."""
    mark = MARK.encode()
    for entry in os.listdir('/proc'):
        if entry.isdigit() and int(entry) != os.getpid() and mark in read(f'/proc/{entry}/environ').split(b'\0'):
            command = read(f'/proc/{entry}/cmdline').decode(errors='replace').split('\0')
            if command != ['']:
                yield int(entry), command


def send(pid, number):
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


def end_all():
    """Kills what is left; SIGKILL ends a stopped process too."""
    for _ in range(50):
        left = [pid for pid, _ in ours()]
        if not left:
            return
        for pid in left:
            send(pid, signal.SIGKILL)
        time.sleep(0.1)


def until(condition, what, seconds=60):
    end = time.monotonic() + seconds
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > end:
            raise Failure(f'no {what} within {seconds} seconds')
        time.sleep(0.02)


class Process:
    """A command whose standard error is read line by line as it comes."""

    def __init__(self, command, log, env, heard=lambda line: None):
        self.log = log
        self.lines = []
        self.changed = threading.Condition()
        self.heard = heard
        self.started = subprocess.Popen(
            command, env=env, stdin=subprocess.DEVNULL, stdout=open(log + '.out', 'wb'), stderr=subprocess.PIPE,
            text=True, errors='replace', start_new_session=True)
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

    def wait_for(self, condition, what, seconds=60):
        """What the condition gives, once it is true; looked at with each line."""
        end = time.monotonic() + seconds
        with self.changed:
            while True:
                found = condition()
                if found:
                    return found
                if not self.reader.is_alive():
                    raise Failure(f'no {what}: the process has ended with {self.started.wait()}')
                if time.monotonic() > end:
                    raise Failure(f'no {what} within {seconds} seconds')
                self.changed.wait(0.05)

    def line(self, part, seconds=60):
        return self.wait_for(lambda: next((line for line in self.lines if part in line), None), f"'{part}'", seconds)

    def says(self, part):
        with self.changed:
            return any(part in line for line in self.lines)

    def output(self):
        return read(self.log + '.out').decode()

    def send(self, number):
        send(self.pid, number)

    def kill(self):
        self.send(signal.SIGKILL)
        self.started.wait()

    def end(self, seconds):
        """The exit status."""
        try:
            status = self.started.wait(seconds)
        except subprocess.TimeoutExpired:
            raise Failure(f'it has not ended within {seconds} seconds') from None
        self.reader.join(10)
        return status
