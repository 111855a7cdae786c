"""A chat endpoint that says what a test has told it to. Run as a process of its own; prints its port.

PUT /steps    a list of steps; forgets what was asked before
GET /asked    the requests so far: path, headers, body, and how many were under way `together` when it came
POST /v1/...  answered by the first step left that fits the request

A step: `when` and `form` say which request it fits (words in the last message, type of response_format); `content`
is what the model says, or `status` and `body` (text) another answer; `headers`; `usage` [in, out]; `finish`;
`often` keeps the step for further requests; `hangs` waits for so many seconds; `drops` hangs up; `endless` sends
bytes for as long as they are taken, with so many seconds between them.
"""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LOCK = threading.Lock()
STEPS = []
ASKED = []
GOING = []


def fits(step, body):
    form = body.get("response_format", {}).get("type")
    return step.get("form", form) == form and step.get("when", "") in body["messages"][-1]["content"]


def next_step(body):
    with LOCK:
        step = next((each for each in STEPS if fits(each, body)), None)
        if step is not None and not step.get("often"):
            STEPS.remove(step)
    return step or {"status": 418, "body": "no step fits"}


def completion(step):
    tokens_in, tokens_out = step.get("usage", [100, 10])
    return json.dumps(
        {
            "id": "c",
            "object": "chat.completion",
            "choices": [
                {
                    "index": 0,
                    "message": {"role": "assistant", "content": step["content"]},
                    "finish_reason": step.get("finish", "stop"),
                }
            ],
            "usage": {
                "prompt_tokens": tokens_in,
                "completion_tokens": tokens_out,
                "total_tokens": tokens_in + tokens_out,
            },
        }
    )


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def answer(self, status, text, headers=None):
        data = text.encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_PUT(self):
        steps = json.loads(self.body())
        with LOCK:
            STEPS[:] = steps
            ASKED.clear()
        self.answer(200, "{}")

    def do_GET(self):
        with LOCK:
            asked = json.dumps(ASKED)
        self.answer(200, asked)

    def do_POST(self):
        body = json.loads(self.body())
        with LOCK:
            GOING.append(self)
            together = len(GOING)
            ASKED.append({"path": self.path, "headers": dict(self.headers), "body": body, "together": together})
        step = next_step(body)
        time.sleep(step.get("hangs", 0))
        with LOCK:
            GOING.remove(self)
        if step.get("drops"):
            self.close_connection = True
        elif "endless" in step:
            self.pour(step["endless"])
        elif "content" in step:
            self.answer(200, completion(step), step.get("headers"))
        else:
            self.answer(step["status"], step.get("body", ""), step.get("headers"))

    def pour(self, seconds):
        self.close_connection = True
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(b" " if seconds else b" " * 65_536)
            time.sleep(seconds)

    def log_message(self, *_):
        """Say nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """A client that hangs up is what some tests are about."""


if __name__ == "__main__":
    server = Server(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)  # noqa: T201
    server.serve_forever()
