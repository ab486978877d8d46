# Shared by all scripts: where the project is, and how to say things.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"

say() { printf '%s\n' "$*" >&2; }

die() {
    say "$(basename "$0"): $*"
    exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }
