#!/bin/sh
# Install yian from this folder, without a network:
#
#     sh install.sh [FOLDER]
#
# into FOLDER, else ~/.local/share/yian, with a link to the program in ~/.local/bin (elsewhere: BIN=…). To use another
# Python: PYTHON=python3.12 sh install.sh. Run again from a newer bundle, it updates.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
folder=${1:-$HOME/.local/share/yian}
bin=${BIN:-$HOME/.local/bin}
# What the wheels were collected for.
wanted=$(sed -n 's/^# Python //p' "$here/requirements.txt")

fail() {
    echo "install.sh: $1" >&2
    exit 1
}

version() {
    "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null
}

python=${PYTHON:-}
for name in "python$wanted" python3 python; do
    if [ -z "$python" ] && [ "$(version "$name")" = "$wanted" ]; then
        python=$name
    fi
done
[ -n "$python" ] || fail "this bundle is for Python $wanted, which was not found; name it with PYTHON=…"
has=$(version "$python") || fail "$python does not run"
[ "$has" = "$wanted" ] || fail "this bundle is for Python $wanted, and $python is Python $has"
command -v git >/dev/null || echo "install.sh: git is missing: yian keeps no history without it" >&2

if [ -e "$folder" ] && [ ! -e "$folder/pyvenv.cfg" ] && [ -n "$(ls -A -- "$folder")" ]; then
    fail "$folder is there and was not made by this script; name another folder"
fi
if [ -e "$bin/yian" ] && [ ! -L "$bin/yian" ]; then
    fail "$bin/yian is there and is no link; remove it, or name another folder with BIN=…"
fi

"$python" -m venv --without-pip "$folder"
set -- "$here"/wheels/pip-*.whl
# What is set for the package index is not asked: these wheels alone are installed, each held against its digest.
env PIP_CONFIG_FILE=/dev/null "$folder/bin/python" "$1/pip" --isolated --disable-pip-version-check --no-input install --quiet \
    --no-index --find-links "$here/wheels" --require-hashes --requirement "$here/requirements.txt"

mkdir -p "$bin"
ln -sf "$folder/bin/yian" "$bin/yian"
"$folder/bin/yian" --version
case ":$PATH:" in
    *":$bin:"*) ;;
    *) echo "install.sh: $bin is not on the PATH yet; add it in ~/.profile, or call $bin/yian" >&2 ;;
esac
