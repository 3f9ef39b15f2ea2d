"""Stands between a driver and its executors, and holds up or closes the connections of one of them."""

import contextlib
import os
import selectors
import socket
import threading

from support.processes import read

LISTENING, PIECE = 64, 1 << 16


class Proxy:
    """Passes what comes at ports of one loopback address on to the same ports of another."""

    HOST = '127.0.0.2'
    BEHIND = '127.0.0.1'

    def __init__(self, ports):
        self.listeners = []
        self.pairs = []  # of sockets: the executor's, and that to the driver
        self.held = None  # the process whose connections pass nothing
        self.lock = threading.Lock()
        for port in ports:
            listener = socket.create_server((self.HOST, port), backlog=LISTENING)
            self.listeners.append(listener)
            threading.Thread(target=self._accept, args=(listener, port), daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        for listener in self.listeners:
            listener.close()

    def _accept(self, listener, port):
        with contextlib.suppress(OSError):  # the end
            while True:
                near, _ = listener.accept()
                pair = near, socket.create_connection((self.BEHIND, port))
                with self.lock:
                    self.pairs.append(pair)
                threading.Thread(target=self._pass, args=pair, daemon=True).start()

    def _pass(self, near, far):
        """Passes bytes in both directions until one side ends."""
        port = near.getpeername()[1]
        with contextlib.suppress(OSError), selectors.DefaultSelector() as ready, near, far:
            ready.register(near, selectors.EVENT_READ, far)
            ready.register(far, selectors.EVENT_READ, near)
            while True:
                for key, _ in ready.select():
                    self._wait_while_held(port)
                    piece = key.fileobj.recv(PIECE)
                    if not piece:
                        return
                    key.data.sendall(piece)

    def _wait_while_held(self, port):
        while (released := self.held) and port in released[0]:
            released[1].wait()

    @contextlib.contextmanager
    def holding(self, pid):
        """Passes nothing from or to a process, on the connections that it has."""
        released = threading.Event()
        self.held = ports_of(pid), released
        try:
            yield
        finally:
            self.held = None
            released.set()

    def close_all_of(self, pid):
        """Closes the connections of a process."""
        ports = ports_of(pid)
        with self.lock:
            for near, far in self.pairs:
                with contextlib.suppress(OSError):  # closed before
                    if near.getpeername()[1] in ports:
                        near.shutdown(socket.SHUT_RDWR)
                        far.shutdown(socket.SHUT_RDWR)


def ports_of(pid):
    """The local ports of a process's connections."""
    inodes = set()
    for handle in os.listdir(f'/proc/{pid}/fd'):
        with contextlib.suppress(OSError):  # closed by now
            inodes.add(os.readlink(f'/proc/{pid}/fd/{handle}').removeprefix('socket:[').removesuffix(']'))
    lines = [
        line.split() for table in ('tcp', 'tcp6') for line in read(f'/proc/{pid}/net/{table}').decode().splitlines()[1:]
    ]
    return {int(words[1].rpartition(':')[2], 16) for words in lines if words[9] in inodes}
