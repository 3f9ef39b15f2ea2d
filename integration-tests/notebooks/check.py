"""Runs notebooks top to bottom and compares what their cells print with what is committed.

A cell tagged 'varies' prints measured numbers, which differ from machine to machine: there only the words count, in
any order of lines. Pictures are counted, not compared.
"""

import argparse
import re
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / 'notebooks'
NAMES = ['policies', 'range_test', 'history', 'updaters']
SECONDS = 900  # that a cell may take
# What must not stand in an output: paths and addresses of the machine that made it.
PRIVATE = re.compile(
    '|'.join([re.escape(str(ROOT)), re.escape(str(Path.home())) + '/', '/tmp/', r'\d+\.\d+\.\d+\.\d+'])
)
COLOURS = re.compile('\x1b\\[[0-9;]*m')
NUMBER = re.compile(r'\d+(\.\d+)?([eE][-+]?\d+)?')
TABLE = re.compile(r'[ +|-]+')


def run(path):
    """Runs a notebook and returns it with its new outputs."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook,
        timeout=SECONDS,
        coalesce_streams=True,
        resources={'metadata': {'path': str(FOLDER)}},
        extra_arguments=['--log-level=ERROR'],
    ).execute()
    for cell in notebook.cells:
        cell.metadata.pop('execution', None)
    notebook.metadata['language_info'] = {'name': 'python'}
    return notebook


def printed(cell):
    """The lines that a cell printed, and how many pictures it drew."""
    outputs = cell.get('outputs', [])
    lines = ''.join(shown(output) for output in outputs).splitlines()
    if 'varies' in cell.metadata.get('tags', []):
        lines = sorted({shape(line) for line in lines})
    pictures = sum(is_picture(output) for output in outputs)
    return lines + [f'({pictures} pictures)']


def is_picture(output):
    return 'image/png' in output.get('data', {})


def shown(output):
    """The text of an output. Standard error is marked."""
    if output.output_type == 'stream':
        return ('stderr: ' if output.name == 'stderr' else '') + output.text
    return '' if is_picture(output) else output.data['text/plain']


def shape(line):
    """A line without its numbers and the drawing of its table."""
    return TABLE.sub(' ', NUMBER.sub('0', line))


def problems(committed, executed):
    """Yields what is wrong with the cells of an executed notebook."""
    for before, after in zip(committed.cells, executed.cells, strict=True):
        if after.cell_type != 'code':
            continue
        expected, found = printed(before), printed(after)
        text = '\n'.join(found)
        if expected != found:
            committed_text = '\n'.join(expected)
            yield f'cell {after.id} printed other output.\n--- committed\n{committed_text}\n--- now\n{text}'
        if any(line.startswith('stderr: ') for line in found):
            yield f'cell {after.id} printed to standard error.'
        if private := PRIVATE.search(text):
            yield f'cell {after.id} shows a path or an address of this machine: {private.group()}'


def check(name, write):
    """Runs a notebook and reports it. Returns whether it passed."""
    path = FOLDER / f'{name}.ipynb'
    started = time.monotonic()
    try:
        executed = run(path)
        committed = executed if write else nbformat.read(path, as_version=4)
        found = list(problems(committed, executed))
        if write:
            nbformat.write(executed, path)
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as failure:
        found = [COLOURS.sub('', str(failure))]
    print(f'{"FAILED" if found else "passed"} {time.monotonic() - started:6.1f} s  {name}.ipynb', flush=True)
    for problem in found:
        print(f'{name}.ipynb: {problem}', file=sys.stderr)
    return not found


def main():
    parser = argparse.ArgumentParser(prog='integration-tests/notebooks/run', description=__doc__)
    parser.add_argument('--write', action='store_true', help='keep the new outputs instead of comparing them')
    parser.add_argument('name', nargs='*', help=f'of {", ".join(NAMES)}; without any, all')
    options = parser.parse_args()
    unknown = [name for name in options.name if name not in NAMES]
    if unknown:
        parser.error(f'no notebook {unknown[0]}')
    results = [check(name, options.write) for name in options.name or NAMES]
    print(f'{sum(results)} passed, {len(results) - sum(results)} failed')
    return 0 if all(results) else 1


if __name__ == '__main__':
    sys.exit(main())
