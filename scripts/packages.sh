# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# Sourced by scripts/build and run-tests: messages, and seeing that what Attune is built and tested with is there.
#   need_packages build   or   need_packages build test   or, for what can be done without,   want_packages browser
# Installs what is missing with apt-get where there is one, after saying what; elsewhere names the packages.

# "command:package" where a command of any origin will do; ":package" where the package itself is needed.
# shellcheck disable=SC2034
packages_build="cc:gcc :libc6-dev cmake:cmake ninja:ninja-build pkg-config:pkg-config
:libxml2-dev :libpcre2-dev :libyajl-dev :libsqlite3-dev :libutf8proc-dev :libmd-dev :libintelrdfpmath-dev"
# shellcheck disable=SC2034
packages_test=":libcmocka-dev :python3-jsonschema :tzdata gcc:gcc clang:clang clang-format:clang-format
xmllint:libxml2-utils java:default-jre-headless :libjing-java"
# For the tests of pages in a browser, which are skipped where these cannot be had.
# shellcheck disable=SC2034
packages_browser="node:nodejs npm:npm chromium:chromium"

say() {
    printf '%s\n' "$*" >&2
}

# show_log FILE: what in a build's log tells why it failed: without the command lines, which are very long.
show_log() {
    grep -v -E '^(: && |\[[0-9]+/[0-9]+\] |/[^ ]*(cc|clang)[^ ]* -)' "$1" | tail -n 40 | cut -c 1-300 >&2
}

is_installed() {
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

missing_debian_packages() {
    for kind in "$@"; do
        eval "list=\$packages_$kind"
        # shellcheck disable=SC2154
        for item in $list; do
            command=${item%%:*} package=${item#*:}
            if [ -n "$command" ]; then
                command -v "$command" >/dev/null 2>&1 || printf '%s\n' "$package"
            elif ! is_installed "$package"; then
                printf '%s\n' "$package"
            fi
        done
    done | sort -u | tr '\n' ' '
}

# as_root COMMAND…: directly for root, else through sudo.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

install_debian_packages() {
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null 2>&1; then
        say "attune: these packages are missing, and there is no sudo to install them: $*"
        say "attune: as root:  apt-get install $*"
        return 1
    fi
    say "attune: installing the packages that are missing: $*"
    log=$(mktemp) || return 1
    if as_root apt-get update >"$log" 2>&1; then :; else
        say "attune: apt-get update failed; trying with the lists that are there"
    fi
    if as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >>"$log" 2>&1 </dev/null; then
        rm -f "$log"
        return 0
    fi
    tail -n 25 "$log" >&2
    rm -f "$log"
    say "attune: apt-get could not install: $*"
    say "attune: (on Ubuntu some of them are in the component \"universe\")"
    return 1
}

has_header() {
    printf '#include <%s>\n' "$1" | cc -E -x c - >/dev/null 2>&1
}

# Systems without apt-get: what of "$@" can't be found, by what it is.
missing_elsewhere() {
    for command in cc cmake ninja pkg-config; do
        command -v "$command" >/dev/null 2>&1 || printf '%s, ' "$command"
    done
    for module in libxml-2.0 libpcre2-8 yajl sqlite3 libutf8proc; do
        pkg-config --exists "$module" 2>/dev/null || printf '%s, ' "$module"
    done
    has_header sha2.h || printf 'sha2.h, '
    has_header bid_functions.h || printf 'bid_functions.h, '
    case " $* " in
    *" test "*)
        pkg-config --exists cmocka 2>/dev/null || printf 'cmocka, '
        command -v clang >/dev/null 2>&1 || printf 'clang, '
        ;;
    esac
}

name_packages_elsewhere() {
    say "attune: missing here: ${1%, }"
    say "attune: packages are installed for you on Debian and Ubuntu only. Elsewhere, please install:"
    say "  Fedora:  dnf install gcc cmake ninja-build pkgconf-pkg-config libxml2-devel pcre2-devel yajl-devel sqlite-devel utf8proc-devel libmd-devel"
    say "           for the tests also: libcmocka-devel clang clang-tools-extra"
    say "  macOS:   brew install cmake ninja pkgconf libxml2 pcre2 yajl sqlite utf8proc libmd"
    say "           for the tests also: cmocka llvm clang-format"
    say "  Both:    the Intel Decimal Floating-Point Math Library (bid_functions.h, libbidgcc000) is packaged there by"
    say "           neither. Intel publishes its source as \"IntelRDFPMathLib20U2\"; build its LIBRARY folder with"
    say "           CALL_BY_REF=0 GLOBAL_RND=0 GLOBAL_FLAGS=0 and put the archive as libbidgcc000.a, with"
    say "           bid_functions.h and bid_conf.h, where the compiler looks."
}

# want_packages KIND: as need_packages, but nothing fails without them.
want_packages() {
    command -v apt-get >/dev/null 2>&1 && command -v dpkg-query >/dev/null 2>&1 || return 0
    missing=$(missing_debian_packages "$@")
    [ -z "$missing" ] && return 0
    # shellcheck disable=SC2086
    install_debian_packages $missing || say "attune: the tests that need them are skipped"
    return 0
}

need_packages() {
    if command -v apt-get >/dev/null 2>&1 && command -v dpkg-query >/dev/null 2>&1; then
        missing=$(missing_debian_packages "$@")
        [ -z "$missing" ] && return 0
        # shellcheck disable=SC2086
        install_debian_packages $missing
        return
    fi
    missing=$(missing_elsewhere "$@")
    [ -z "$missing" ] && return 0
    name_packages_elsewhere "$missing"
    return 1
}
