# Debian and Ubuntu packages, installed only when something needs them.

as_root() {
    if [[ $(id -u) == 0 ]]; then
        "$@"
    elif has sudo; then
        sudo "$@"
    else
        die "these packages are missing and neither root nor sudo is at hand: ${missing_packages[*]}. Install them and start again."
    fi
}

# install_packages NAME…: installs them, refreshing the package lists when that is needed.
install_packages() {
    missing_packages=("$@")
    has apt-get || die "please install what these Debian packages hold, then start again: $*"
    say "Installing $*"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null 2>&1 && return
    as_root apt-get update -qq >/dev/null || die "the package lists cannot be refreshed; is the network there?"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null ||
        die "these packages cannot be installed: $*"
}

# What the build links with.
need_build_packages() {
    local missing=()
    if ! has pkg-config; then
        missing=(pkg-config libmongoc-dev libbson-dev libsqlite3-dev zlib1g-dev)
    elif ! pkg-config --exists libmongoc-1.0 libbson-1.0 sqlite3 zlib; then
        pkg-config --exists libmongoc-1.0 || missing+=(libmongoc-dev)
        pkg-config --exists libbson-1.0 || missing+=(libbson-dev)
        pkg-config --exists sqlite3 || missing+=(libsqlite3-dev)
        pkg-config --exists zlib || missing+=(zlib1g-dev)
    fi
    [[ ${#missing[@]} == 0 ]] || install_packages "${missing[@]}"
}
