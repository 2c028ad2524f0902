#!/bin/sh
# SPDX-License-Identifier: MIT
# scripts/packages.sh names what is missing: with apt-get before it installs, elsewhere for Fedora and macOS.
# The systems are made of a PATH with stand-ins; nothing is installed.
set -u
top=$(pwd)
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
bad=0

# system NAME TOOL…: a folder that starts these of the real tools, to be used as the whole PATH. No links: writing
# a stand-in over one would change the real tool.
system() {
    bin=$work/$1
    mkdir "$bin"
    shift
    for tool in sh sort tr id mktemp tail rm printf env cat "$@"; do
        real=$(command -v "$tool" 2>/dev/null)
        case $real in
        /*) printf '#!/bin/sh\nexec %s "$@"\n' "$real" >"$bin/$tool" && chmod +x "$bin/$tool" ;;
        esac
    done
}

# stand_in NAME <script
stand_in() {
    { echo '#!/bin/sh'; cat; } >"$bin/$1"
    chmod +x "$bin/$1"
}

# expect STATUS PART…: need_packages ends so, and its output has the parts.
expect() {
    wanted=$1
    shift
    output=$(PATH=$bin sh -c ". '$top/scripts/packages.sh'; need_packages build" 2>&1)
    status=$?
    [ "$status" = "$wanted" ] || { echo "status $status, not $wanted: $output"; bad=1; }
    for part in "$@"; do
        case $output in
        *"$part"*) ;;
        *) echo "not named: $part"; echo "$output"; bad=1 ;;
        esac
    done
}

system elsewhere
expect 1 'dnf install gcc cmake' 'brew install cmake' libxml2-devel 'Intel Decimal Floating-Point Math Library' 'missing here: cc, cmake'

system debian
stand_in dpkg-query <<'END'
case "$*" in *libxml2-dev | *libc6-dev) echo installed ;; *) exit 1 ;; esac
END
stand_in apt-get <<END
echo "\$*" >>'$work/apt'
END
stand_in id <<'END'
echo 0
END
rm -f "$bin/cmake"
stand_in cc </dev/null
expect 0 'installing the packages that are missing: cmake lib'
grep -q '^install -y --no-install-recommends .*libpcre2-dev' "$work/apt" || { echo "libpcre2-dev was not installed"; bad=1; }
grep -q -E 'libxml2-dev|libc6-dev|gcc' "$work/apt" && { echo "what is there was installed again"; bad=1; }

stand_in id <<'END'
echo 1000
END
expect 1 'there is no sudo' 'apt-get install'
exit "$bad"
