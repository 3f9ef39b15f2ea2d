"""An S3 server (moto) behind a proxy that answers badly when it is told to, both on the loopback address."""

import http.client
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from support.cluster import free_port
from support.processes import Process, environment, until

SECONDS = 30  # that the server may take for an answer
SIGNED = 'AWS4-HMAC-SHA256 Credential=key/20200101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=none'
ERROR = '<?xml version="1.0" encoding="UTF-8"?><Error><Code>{}</Code><Message>by the test</Message></Error>'


def well(number, method, path):
    """Every request is answered by the server."""
    return None


def failing(number, method, path):
    """Requests fail in turn as a busy server's do."""
    return {1: (503, 'SlowDown'), 6: (500, 'InternalError')}.get(number % 12)


def slow(number, method, path):
    """Every answer takes its time."""
    time.sleep(0.1)
    return None


def read_only(number, method, path):
    """Nothing can be written."""
    return (403, 'AccessDenied') if method in ('PUT', 'POST', 'DELETE') else None


class Proxy(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Says nothing: clients that are killed leave their connections."""


class Server:
    """Starts the server, with one bucket. behaviour(number, method, path) gives a status and a code, or None."""

    def __init__(self, moto, folder, bucket):
        port = free_port()
        self.process = Process([moto, '-H', '127.0.0.1', '-p', str(port)], f'{folder}/moto.log', environment())
        self.address = f'http://127.0.0.1:{port}'
        self.process.line('Running on')
        self.behaviour = well
        self.requests = 0
        self.proxy = Proxy(('127.0.0.1', 0), _handler(self, port))
        threading.Thread(target=self.proxy.serve_forever, daemon=True).start()
        self.endpoint = f'http://127.0.0.1:{self.proxy.server_port}'
        until(lambda: self.put(f'/{bucket}', b'') or True, 'bucket')

    def put(self, path, data):
        """Writes an object, or makes a bucket."""
        self._call(path, data, 'PUT')

    def _call(self, path, data, method):
        headers = {'Content-Type': 'application/octet-stream', 'Authorization': SIGNED}
        request = urllib.request.Request(self.address + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return answer.read()

    def read(self, path):
        """The bytes of an object, or None where there is none."""
        try:
            return self._call(path, None, 'GET')
        except urllib.error.HTTPError:
            return None


def _handler(server, port):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = 'HTTP/1.1'

        def answer(self):
            body = self.rfile.read(int(self.headers.get('Content-Length') or 0))
            server.requests += 1
            fault = server.behaviour(server.requests, self.command, self.path)
            if fault:
                self.give(fault[0], [('Content-Type', 'application/xml')], ERROR.format(fault[1]).encode())
                return
            connection = http.client.HTTPConnection('127.0.0.1', port, timeout=SECONDS)
            connection.request(self.command, self.path, body, dict(self.headers))
            found = connection.getresponse()
            content = found.read()
            self.give(found.status, found.getheaders(), content)
            connection.close()

        def give(self, status, headers, content):
            self.send_response(status)
            length = str(len(content))
            for name, value in headers:
                if name.lower() == 'content-length':
                    length = value  # the answer to HEAD has the length of what it leaves out
                elif name.lower() not in ('transfer-encoding', 'connection', 'date', 'server'):
                    self.send_header(name, value)
            self.send_header('Content-Length', length)
            self.end_headers()
            if self.command != 'HEAD':
                self.wfile.write(content)

        do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = answer

        def log_message(self, format, *arguments):
            pass

    return Handler
