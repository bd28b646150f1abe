#!/bin/sh
# install.sh ENV FILE: the locked packages of FILE and the project itself, editable, into the environment ENV. Every download is checked
# against its hash.
set -eu
env=$1 file=$2
# the build backend looks for its own program on the path
PATH=$(pwd)/$env/bin:$PATH
export PATH
if command -v uv >/dev/null 2>&1; then
    VIRTUAL_ENV=$env uv pip install -q --require-hashes -r "$file"
    VIRTUAL_ENV=$env uv pip install -q --no-deps --no-build-isolation -e .
else
    "$env/bin/python" -m pip install -q --disable-pip-version-check --require-hashes -r "$file"
    "$env/bin/python" -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
fi
