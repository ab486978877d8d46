"""A `kinoteka up` of our own: started, waited for, ended by its process id."""

import contextlib
import ctypes
import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

from . import paths
from .tools import Failure


PR_SET_PDEATHSIG = 1
libc = ctypes.CDLL(None)


def end_with_parent():
    """The server gets SIGTERM when this process ends, however it ends."""
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Server:
    def __init__(self, folder, command=None, arguments=("--no-fixtures",), timeout=600):
        self.folder = folder
        with socket.create_server(("127.0.0.1", 0)) as free:
            listen = "127.0.0.1:%d" % free.getsockname()[1]
        self.url = "http://" + listen
        self.log = open(str(folder) + ".log", "ab")
        started = time.monotonic()
        environment = dict(os.environ, KINOTEKA_DATA=str(folder), KINOTEKA_LISTEN=listen)
        command = command or [str(paths.KINOTEKA), "up", "--data", str(folder), "--listen", listen]
        self.process = subprocess.Popen(
            [*command, *arguments], stdout=self.log, stderr=self.log, env=environment, start_new_session=True,
            preexec_fn=end_with_parent,
        )  # fmt: skip
        try:
            self._wait_ready(started, timeout)
        except BaseException:
            self.stop()
            raise
        # Seconds from the start to the first 200 of /readyz.
        self.seconds_to_ready = time.monotonic() - started

    def _wait_ready(self, started, timeout):
        while time.monotonic() - started < timeout:
            if self.process.poll() is not None:
                raise Failure(f"kinoteka up ended with {self.process.returncode}; see {self.log.name}")
            with contextlib.suppress(OSError):
                with urllib.request.urlopen(self.url + "/readyz", timeout=2) as answer:
                    if answer.status == 200:
                        return
            # A hundredth of what it has taken so far, so that a long load is not slowed by being asked.
            time.sleep(max(0.01, (time.monotonic() - started) / 100))
        raise Failure(f"kinoteka up is not ready after {timeout} s; see {self.log.name}")

    def wait_announced(self, timeout=600):
        """Until it says that it is ready, which is after the fixtures were loaded."""
        deadline = time.monotonic() + timeout
        while f"Ready at {self.url}" not in open(self.log.name, encoding="utf-8").read():
            if time.monotonic() > deadline:
                raise Failure(f"the fixtures are not loaded after {timeout} s; see {self.log.name}")
            time.sleep(0.1)

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    @property
    def token(self):
        return (self.folder / "token").read_text().strip()

    @property
    def mongo(self):
        return json.loads((self.folder / "server.json").read_text())["mongo"]

    @property
    def pid(self):
        return json.loads((self.folder / "server.json").read_text())["pid"]

    def get(self, path):
        with urllib.request.urlopen(self.url + path, timeout=30) as answer:
            return json.load(answer)

    def metric(self, name):
        """The value of a metric without labels."""
        with urllib.request.urlopen(self.url + "/metrics", timeout=30) as answer:
            for line in answer.read().decode().splitlines():
                if line.startswith(name + " "):
                    return float(line.split()[1])
        raise Failure(f"there is no metric {name} at {self.url}/metrics")

    def first(self, count, path):
        """So many items of a list, over as many pages as it takes."""
        items, cursor = [], ""
        while len(items) < count and cursor is not None:
            page = self.get(path + (f"&cursor={cursor}" if cursor else ""))
            items += page["items"]
            cursor = page["next"]
        return items[:count]

    def post(self, path, body):
        request = urllib.request.Request(
            self.url + path,
            json.dumps(body).encode(),
            {"Authorization": "Bearer " + self.token, "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise Failure(f"POST {path} was answered with {error.code}: {error.read()[:300]}") from error

    def model(self, name="movies"):
        """Count, position and active collection of a read model."""
        return self.get("/api/stats")["models"][name]

    def memory_mib(self):
        """Resident memory of kinoteka itself; mongod is a process of its own."""
        with open(f"/proc/{self.pid}/status", encoding="utf-8") as file:
            for line in file:
                if line.startswith("VmRSS:"):
                    return int(line.split()[1]) / 1024
        raise Failure("the memory of kinoteka cannot be read")
