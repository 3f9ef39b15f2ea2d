"""Named cases: how a suite lists, chooses, runs and reports them."""

import argparse
import signal
import sys
import time
import traceback
from pathlib import Path

from support.project import ROOT


class Failure(Exception):
    """Why a case failed, in words for the reader of the report."""


class TooLong(Failure):
    """A case did not end within its limit."""


def program(documentation):
    """A command line, described by the documentation of its program up to the line of its usage."""
    return argparse.ArgumentParser(
        prog=str(Path(sys.argv[0]).resolve().relative_to(ROOT)),
        description=documentation.partition('\nUsage: ')[0],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def parser(documentation, limit):
    """The command line of a suite of cases."""
    result = program(documentation)
    result.add_argument('--list', action='store_true', help='print the names of the cases')
    result.add_argument('--limit', type=int, default=limit, help='seconds that a case may take (%(default)s)')
    result.add_argument('case', nargs='*', help='the cases to run; without any, all')
    return result


def parse(options, cases):
    """Reads the command line. Prints the names of the cases and exits where --list asks for that."""
    parsed = options.parse_args()
    if parsed.list:
        print('\n'.join(cases))
        sys.exit(0)
    unknown = [name for name in parsed.case if name not in cases]
    if unknown:
        options.error(f'no case {unknown[0]}; --list names them')
    return parsed


def exit_on_sigterm():
    """Makes SIGTERM end the suite as an exception does, so that it stops its processes and deletes its files."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(143))


def run(cases, limit, ended=lambda problem: None):
    """Runs every case, also after a failure, and prints a line for each and one with the counts at the end.

    cases maps names to functions without parameters. limit(name) is the number of seconds that the case may take.
    ended(problem) is called after each case, with None where it passed. Returns the exit status of the suite.
    """
    results = []
    for name, case in cases.items():
        started = time.monotonic()
        problem = _problem(case, limit(name))
        print(f'{"FAILED" if problem else "passed"} {time.monotonic() - started:6.1f} s  {name}', flush=True)
        if problem:
            print(f'{name}: {problem}', file=sys.stderr, flush=True)
        ended(problem)
        results.append(not problem)
    print(f'{sum(results)} passed, {len(results) - sum(results)} failed', flush=True)
    return 0 if results and all(results) else 1


def _problem(case, seconds):
    signal.signal(signal.SIGALRM, _too_long)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        case()
        return None
    except Failure as failure:
        return str(failure)
    except Exception:
        return traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _too_long(number, frame):
    raise TooLong('it takes too long; --limit sets how long it may take')
