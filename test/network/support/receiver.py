"""The receiver of Python's logging cookbook. Prints its port; writes each record as a line of JSON into a file.

    receiver.py FILE tcp|udp|unix [PATH]

Ends when a record named 'end' arrives.
"""
import json
import logging
import os
import pickle
import socketserver
import struct
import sys

FLOATS = ('created', 'msecs', 'relativeCreated')
out = open(sys.argv[1], 'w')


def handle(data):
    record = logging.makeLogRecord(pickle.loads(data))
    if record.name == 'end':
        out.close()
        os._exit(0)
    wrong = [name for name in FLOATS if type(getattr(record, name)) is not float]
    attributes = dict(record.__dict__, wrong=wrong, text=record.getMessage())
    out.write(json.dumps(attributes, default=repr) + '\n')


class Stream(socketserver.StreamRequestHandler):
    def handle(self):
        while len(length := self.rfile.read(4)) == 4:
            handle(self.rfile.read(struct.unpack('>L', length)[0]))
        out.flush()


class Datagram(socketserver.BaseRequestHandler):
    def handle(self):
        data = self.request[0]
        assert struct.unpack('>L', data[:4])[0] == len(data) - 4
        handle(data[4:])
        out.flush()


kind = sys.argv[2]
if kind == 'unix':
    server = socketserver.ThreadingUnixStreamServer(sys.argv[3], Stream)
elif kind == 'unix-datagram':
    server = socketserver.UnixDatagramServer(sys.argv[3], Datagram)
elif kind == 'udp':
    server = socketserver.UDPServer(('127.0.0.1', 0), Datagram)
else:
    socketserver.ThreadingTCPServer.allow_reuse_address = True
    address = ('127.0.0.1', int(sys.argv[3]) if len(sys.argv) > 3 else 0)
    server = socketserver.ThreadingTCPServer(address, Stream)
server.daemon_threads = True
print('' if kind.startswith('unix') else server.server_address[1], flush=True)
server.serve_forever()
