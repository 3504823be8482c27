"""A publisher's web server for tests: feed_server.py FOLDER

Listens on 127.0.0.1 and writes its port to FOLDER/port, then answers with
the files in FOLDER; what it was asked stands in FOLDER/asked, one line a
request.  With FOLDER/tls.pem it speaks https; with FOLDER/address it listens
on the address in there.
"""

import gzip
import hashlib
import http.server
import os
import ssl
import sys
import time
import urllib.parse

folder = sys.argv[1]


class Publisher(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def note(self):
        with open(os.path.join(folder, "asked"), "a") as asked:
            print(
                self.path,
                "auth=" + self.headers.get("Authorization", "none"),
                "tag=" + self.headers.get("If-None-Match", "none"),
                "since=" + self.headers.get("If-Modified-Since", "none"),
                file=asked,
            )

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def file(self, name):
        with open(os.path.join(folder, os.path.basename(name)), "rb") as f:
            return f.read()

    def do_GET(self):
        self.note()
        url = urllib.parse.urlsplit(self.path)
        query = urllib.parse.parse_qs(url.query)
        first, _, rest = url.path[1:].partition("/")
        if first == "go":  # on to whatever is asked for
            self.answer(302, Location=query["to"][0])
        elif first == "round":  # /round/3: three times, then the feed
            left = int(rest)
            on = "/round/%d" % (left - 1) if left > 1 else "/westby.xml"
            self.answer(301, Location=on)
        elif first == "bomb":
            body = gzip.compress(b"<rows>" + b" " * 20000000)
            self.answer(200, body, Content_Encoding="gzip")
        elif first == "packed":
            body = gzip.compress(self.file(rest))
            self.answer(200, body, Content_Encoding="gzip")
        elif first == "cut":
            body = self.file(rest)
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2])
            self.close_connection = True
        elif first == "slow":  # when FOLDER/go is there
            for _ in range(400):
                if os.path.exists(os.path.join(folder, "go")):
                    break
                time.sleep(0.05)
            self.give(rest)
        elif first == "tagged":
            body = self.file(rest)
            tag = '"%s"' % hashlib.sha256(body).hexdigest()[:16]
            if self.headers.get("If-None-Match") == tag:
                self.answer(304, ETag=tag)
            else:
                self.answer(200, body, ETag=tag)
        elif first == "bomb-twice":  # packed, and what is packed packed
            body = gzip.compress(gzip.compress(b" " * 50000000))
            self.answer(200, body, Content_Encoding="gzip, gzip")
        elif first == "mangled":  # says that it is packed
            self.answer(200, self.file(rest), Content_Encoding="gzip")
        elif first == "short":  # says that it is shorter than it is
            body = self.file(rest)
            self.send_response(200)
            self.send_header("Content-Length", str(len(body) // 2))
            self.end_headers()
            self.wfile.write(body)
            self.close_connection = True
        elif first == "chunks":  # /chunks/cut/FILE, /chunks/odd/FILE
            self.chunks(*rest.split("/"))
        elif first == "drip":
            self.drip(self.file(rest))
        elif first == "silence":
            time.sleep(30)
            self.close_connection = True
        elif first == "endless":
            self.send_response(200)
            self.end_headers()
            self.pour(b"<rows>", b"<row><id>1</id><name>Again</name></row>\n")
        elif first == "endless-head":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            self.pour(b"", b"X-More: and more, and more, and more\r\n")
        elif first == "again":  # the same page, whatever is asked for
            self.give(rest)
        elif first == "pages":  # /pages/NAME?page=2 is the file NAME-2
            page = query.get("page", ["1"])[0]
            self.give("%s-%s" % (rest, page))
        else:
            self.give(first)

    def chunks(self, how, name):
        body = self.file(name)
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"%x\r\n%s\r\n" % (len(body), body))
        self.wfile.write(b"" if how == "cut" else b"zz\r\n")
        self.close_connection = True

    def drip(self, body):
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            for at in range(len(body)):
                self.wfile.write(body[at : at + 1])
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            self.close_connection = True

    def pour(self, first, again):
        try:
            self.wfile.write(first)
            while True:
                self.wfile.write(again * 1000)
        except OSError:
            self.close_connection = True

    def give(self, name):
        try:
            self.answer(200, self.file(name))
        except OSError:
            self.answer(404)


address = "127.0.0.1"
if os.path.exists(os.path.join(folder, "address")):
    address = open(os.path.join(folder, "address")).read().strip()
server = http.server.ThreadingHTTPServer((address, 0), Publisher)
pem = os.path.join(folder, "tls.pem")
if os.path.exists(pem):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server.socket = context.wrap_socket(server.socket, server_side=True)
with open(os.path.join(folder, "port.new"), "w") as port:
    port.write(str(server.server_address[1]))
os.rename(os.path.join(folder, "port.new"), os.path.join(folder, "port"))
server.serve_forever()
