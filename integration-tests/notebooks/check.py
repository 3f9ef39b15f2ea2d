"""Runs the notebooks top to bottom and compares what their cells print with what is committed.

A cell tagged 'varies' prints measured numbers, which differ from machine to machine: there only the words count, in any
order of lines, as in .ci/readme. Pictures are counted, not compared. With --write the results are kept instead.
"""

import re
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "notebooks"
NAMES = ["policies", "range_test", "history", "updaters"]
SECONDS = 300  # that a cell may take
PRIVATE = re.compile("|".join([re.escape(str(ROOT)), re.escape(str(Path.home())) + "/", "/tmp/", r"\d+\.\d+\.\d+\.\d+"]))
COLOURS = re.compile("\x1b\\[[0-9;]*m")


def run(path):
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook,
        timeout=SECONDS,
        coalesce_streams=True,
        resources={"metadata": {"path": str(FOLDER)}},
        extra_arguments=["--log-level=ERROR"],
    ).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    notebook.metadata["language_info"] = {"name": "python"}
    return notebook


def printed(cell):
    """What a cell printed and how many pictures it drew."""
    text, pictures = [], 0
    for output in cell.get("outputs", []):
        if output.output_type == "stream":
            text.append(("stderr: " if output.name == "stderr" else "") + output.text)
        elif "image/png" in output.get("data", {}):
            pictures += 1
        else:
            text.append(output.data["text/plain"])
    lines = "".join(text).splitlines()
    if "varies" in cell.metadata.get("tags", []):
        lines = sorted({shape(line) for line in lines})
    return lines + [f"({pictures} pictures)"]


def shape(line):
    return re.sub(r"[ +|-]+", " ", re.sub(r"\d+(\.\d+)?([eE][-+]?\d+)?", "0", line))


def problems(committed, executed):
    for before, after in zip(committed.cells, executed.cells):
        if after.cell_type != "code":
            continue
        was, now = printed(before), printed(after)
        if was != now:
            yield f"cell {after.id} printed other than is committed.\n--- committed\n{text(was)}\n--- now\n{text(now)}"
        if any(line.startswith("stderr: ") for line in now):
            yield f"cell {after.id} printed to standard error."
        if PRIVATE.search(text(now)):
            yield f"cell {after.id} shows this machine: {PRIVATE.search(text(now)).group()}"


def text(lines):
    return "\n".join(lines)


def check(name, write):
    path = FOLDER / f"{name}.ipynb"
    started = time.time()
    try:
        executed = run(path)
        committed = executed if write else nbformat.read(path, as_version=4)
        found = list(problems(committed, executed))
        if write:
            nbformat.write(executed, path)
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as failure:
        found = [COLOURS.sub("", str(failure))]
    print(f"{'FAILED' if found else 'passed'} {time.time() - started:4.0f}s  {name}.ipynb", flush=True)
    for problem in found:
        print(f"{name}.ipynb: {problem}", file=sys.stderr)
    return not found


names = [argument for argument in sys.argv[1:] if argument != "--write"] or NAMES
results = [check(name, "--write" in sys.argv) for name in names]
print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
sys.exit(not all(results))
