"""Runs the C programs and the command line, and reads what they print."""

import json
import re
import subprocess
import sys

from . import paths


class Failure(Exception):
    """A benchmark that could not be carried out, in one sentence."""


class Missing(Failure):
    """A benchmark of something that is not there yet."""


def say(text):
    print(text, file=sys.stderr, flush=True)


def run(command, env=None, timeout=3600):
    return run_both(command, env, timeout)[0]


def run_both(command, env=None, timeout=3600):
    """Output and messages of a program; a failure with its last words when it does not end well."""
    command = [str(part) for part in command]
    done = subprocess.run(command, env=env, timeout=timeout, capture_output=True, text=True)
    if done.returncode != 0:
        words = (done.stderr.strip() or done.stdout.strip())[-600:]
        raise Failure(f"{command[0].rsplit('/', 1)[-1]} ended with {done.returncode}: {words}")
    return done.stdout, done.stderr


def program(name, *arguments, timeout=3600):
    return run([paths.WORK / name, *arguments], timeout=timeout)


def rate(name, *arguments):
    """The number after `rate` that a baseline prints."""
    found = re.fullmatch(r"rate ([0-9.]+)\n", program(name, *arguments))
    if not found:
        raise Failure(f"{name} printed no rate")
    return float(found[1])


def figures(name, *arguments):
    """The `name number` pairs that a baseline prints."""
    words = program(name, *arguments).split()
    return dict(zip(words[::2], map(float, words[1::2])))


def load(url, *arguments, program_name="load"):
    """What the load client measured; errors in the answers are a failure, since a fast refusal is no result."""
    output, messages = run_both([paths.WORK / program_name, url, *arguments])
    result = json.loads(output)
    if result["errors"] > 0:
        first = (messages.splitlines() or ["no reason was given"])[0]
        raise Failure(f"{result['errors']} of {result['requests']} requests failed; the first: {first[:400]}")
    return result


def kinoteka(*arguments, env=None):
    return run([paths.KINOTEKA, *arguments], env=env)
