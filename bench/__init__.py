"""What Javob costs, as ratios against the ceiling of the same server in the same run.

python -m bench      the table; docs/performance.md says how to read and repeat it
python -m bench.site makes a site of any size to measure on

How to add a row is in bench/README.md.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
