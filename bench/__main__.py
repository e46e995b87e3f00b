"""``make bench``: every bar, each measured in a process of its own; ends with how many were missed."""

from __future__ import annotations

import subprocess
import sys

from bench.common import ROOT

BENCHES = (
    "bench_reading",
    "bench_binding",
    "bench_intake",
    "bench_registers",
    "bench_imports",
    "bench_archive",
    "bench_api",
    "bench_engine",
    "bench_all_indicators",
)


def main() -> int:
    failed = []
    for name in sys.argv[1:] or BENCHES:
        print(f"== {name}", flush=True)
        command = [sys.executable, "-m", f"bench.{name}"]
        if subprocess.run(command, cwd=ROOT, check=False).returncode:  # noqa: S603
            failed.append(name)
    print(f"missed: {', '.join(failed)}" if failed else "every bar kept")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
