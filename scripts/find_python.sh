#!/bin/sh
# Prints the first Python on the PATH that is 3.11 or newer and can make a virtual environment.
found=""
for name in python3.11 python3.12 python3.13 python3 python; do
    command -v "$name" >/dev/null 2>&1 || continue
    "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue
    found="$name"
    "$name" -c 'import ensurepip, venv' >/dev/null 2>&1 || continue
    command -v "$name"
    exit 0
done
if [ -n "$found" ]; then
    echo "$found 不能建立虚拟环境:请安装 venv 组件(Debian/Ubuntu:apt-get install python3-venv)。" >&2
    echo "$found cannot make a virtual environment: install its venv part (Debian/Ubuntu: apt-get install python3-venv)." >&2
else
    echo "需要 Python 3.11 或更新版本;也可指定:make setup PYTHON=/路径/python3.11" >&2
    echo "Python 3.11 or newer is needed; or name one: make setup PYTHON=/path/to/python3.11" >&2
fi
exit 1
