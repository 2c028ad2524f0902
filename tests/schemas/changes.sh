#!/bin/sh
# SPDX-License-Identifier: MIT
# changes.sh ATTUNE: runs changes.py, which see. Skipped without Python.
command -v python3 >/dev/null 2>&1 || { echo "skipped: python3 is not installed"; exit 77; }
exec python3 tests/schemas/changes.py "$1"
