# The release binary, built only when a source is newer than the last build.

release_binary="$root/.build/release/kinoteka"
release_stamp="$root/.build/kinoteka-release.stamp"

# Even a build that does nothing takes a second or two; looking at file times takes milliseconds.
build_release() {
    if [[ -x "$release_binary" && -e "$release_stamp" ]] &&
        [[ -z "$(find "$root/Package.swift" "$root/Sources" "$root/projections" -newer "$release_stamp" -print -quit)" ]]; then
        return
    fi
    say "Building (the first time takes some minutes)"
    local started
    mkdir -p "$root/.build"
    started="$(mktemp "$root/.build/stamp.XXXXXX")"
    (cd "$root" && swift build -c release --product kinoteka >&2) || { rm -f "$started"; die "the build failed"; }
    mv "$started" "$release_stamp"
}
