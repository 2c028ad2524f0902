#!/bin/sh
# SPDX-License-Identifier: MIT
# example.sh BUILD COMPILER CMAKE GENERATOR: installs BUILD under a temporary prefix and moves the tree elsewhere; then
# docs/example.c is built with pkg-config's flags and with find_package(attune), and run; the installed command
# finds the installed rules.
set -eu
build=$1 compiler=$2 cmake=$3 generator=$4
top=$(pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prefix="$work/a place"

"$cmake" --install "$build" --prefix "$work/first" >"$work/log" || { cat "$work/log"; exit 1; }
mv "$work/first" "$prefix"
for file in bin/attune include/attune.h share/attune/rules/alliance.xml \
    share/attune/rules/editor/catalog.xml share/attune/rules/editor/schemas.xml share/man/man1/attune.1; do
    [ -f "$prefix/$file" ] || { echo "$file is not installed"; exit 1; }
done
library=$(dirname "$(find "$prefix" -name attune.pc)")/..
LD_LIBRARY_PATH=$library
PKG_CONFIG_PATH=$library/pkgconfig
export LD_LIBRARY_PATH PKG_CONFIG_PATH
# The example must get nothing from the source tree but what it is named.
cd "$work"

run_example() {
    "$1" "$prefix/share/attune/rules/alliance.xml" "$top/profiles/clients/maya.xml" "$top/profiles/therapists.xml" >"$1.out" ||
        { echo "$1 failed"; cat "$1.out"; exit 1; }
    [ -s "$1.out" ] || { echo "$1 printed nothing"; exit 1; }
}

eval "\"$compiler\" -std=c11 -Wall -Wextra -Werror \"$top/docs/example.c\" -o \"$work/by-pkg-config\" \
    $(pkg-config --cflags --libs attune)"
run_example "$work/by-pkg-config"

mkdir consumer
cat >consumer/CMakeLists.txt <<EOF
cmake_minimum_required(VERSION 3.22)
project(consumer LANGUAGES C)
find_package(attune 0.1 REQUIRED)
add_executable(example "$top/docs/example.c")
target_link_libraries(example PRIVATE attune::attune)
EOF
"$cmake" -G "$generator" -S consumer -B consumer/build -DCMAKE_C_COMPILER="$compiler" -DCMAKE_PREFIX_PATH="$prefix" >"$work/log" 2>&1 ||
    { cat "$work/log"; exit 1; }
"$cmake" --build consumer/build >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
run_example "$work/consumer/build/example"
cmp "$work/by-pkg-config.out" "$work/consumer/build/example.out"

if "$prefix/bin/attune" rank -c "$top/profiles/clients/maya.xml" "$top/profiles/therapists.xml" >"$work/ranking"; then
    [ -s "$work/ranking" ] || { echo "the installed attune printed no ranking"; exit 1; }
else
    echo "the installed attune failed"
    exit 1
fi
echo "built, ran and ranked against the installed tree"
