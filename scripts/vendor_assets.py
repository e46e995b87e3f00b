"""Copy the front-end files that the pages serve themselves from node_modules to zhiheng/static/vendor.

Nothing is built or fetched: three packages, four files, and the licence texts that must go with them.
Source maps are left out, so the comments that point to them are cut.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

FILES = {
    "htmx.org": {"dist/htmx.min.js": "htmx.min.js"},
    "@tabler/core": {
        "dist/css/tabler.min.css": "tabler.min.css",
        "dist/js/tabler.min.js": "tabler.min.js",
    },
    "echarts": {"dist/echarts.min.js": "echarts.min.js"},
}
LICENCE_NAMES = re.compile(r"^(licen[cs]e|notice|copying)(\.\w+)?$", re.IGNORECASE)
SOURCE_MAP = re.compile(rb"\n?(//# sourceMappingURL=[^\r\n]*|/\*# sourceMappingURL=[^*]*\*/)\s*$")
EXTERNAL = re.compile(rb"""(?:url\(\s*["']?|@import\s+["'])(?:https?:)?//""")


def vendor(modules: Path, target: Path) -> list[str]:
    """Fill ``target`` afresh; returns one line for each package.

    Raises SystemExit when a file is missing or a style sheet would load something from another host.
    """
    fresh = target.with_name(target.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    lines = []
    for package, files in FILES.items():
        folder = modules / package
        manifest = folder / "package.json"
        if not manifest.exists():
            raise SystemExit(f"{package} is not in {modules}: run `npm ci --ignore-scripts` first.")
        about = json.loads(manifest.read_text(encoding="utf-8"))
        for source, name in files.items():
            content = SOURCE_MAP.sub(b"", (folder / source).read_bytes())
            if name.endswith(".css") and EXTERNAL.search(content):
                raise SystemExit(
                    f"{package}/{source} loads from another host; pages must serve all they use."
                )
            (fresh / name).write_bytes(content + b"\n")
        _licence(folder, about, fresh / f"{package.strip('@').replace('/', '-')}.LICENSE.txt")
        lines.append(f"{package} {about['version']}: {', '.join(files.values())}")
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    return lines


def _licence(folder: Path, about: dict[str, object], target: Path) -> None:
    texts = [
        path.read_text(encoding="utf-8", errors="replace")
        for path in sorted(folder.iterdir())
        if path.is_file() and LICENCE_NAMES.match(path.name)
    ]
    head = f"{about['name']} {about['version']}, licence: {about.get('license', 'see below')}\n\n"
    if not texts:
        # Tabler's package names its licence but carries no text; its banner holds the copyright line.
        home = about.get("homepage") or about.get("repository")
        texts = [
            f"The package holds no licence text; the banner of each file names the holder. Home: {home}\n"
        ]
    target.write_text(head + "\n\n".join(texts), encoding="utf-8")


if __name__ == "__main__":
    for line in vendor(ROOT / "node_modules", ROOT / "zhiheng" / "static" / "vendor"):
        sys.stdout.write(f"    {line}\n")
