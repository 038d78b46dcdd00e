# Shared by the scripts: where the project is, and saying what is done. Sourced, not run.
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

say()
{
    printf '\n== %s\n' "$*"
}

die()
{
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

# configure FOLDER OPTION... - sets a build folder up, or brings its options up to date.
configure()
{
    local folder=$1
    shift
    if [ -f "$folder/build.ninja" ]; then
        meson configure "$folder" "$@" > /dev/null
    else
        mkdir -p "$folder"
        meson setup "$folder" "$@" > "$folder/setup.log" 2>&1 || {
            cat "$folder/setup.log"
            return 1
        }
    fi
}
