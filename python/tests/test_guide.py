"""The Python of the guide, run as it stands there."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_guide_runs(tmp_path):
    (tmp_path / 'conf').symlink_to(ROOT / 'conf')
    (tmp_path / 'out').mkdir()
    blocks = re.findall(r'^```python\n(.*?)^```', (ROOT / 'docs/guide/python.md').read_text(), re.DOTALL | re.MULTILINE)
    done = subprocess.run(
        [sys.executable, '-c', ''.join(blocks)],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    assert 'Suggestion(rule=' in done.stdout and '0.006' in done.stdout, done.stdout
    assert (tmp_path / 'out/report.html').exists()
