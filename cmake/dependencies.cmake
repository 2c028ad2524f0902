# SPDX-License-Identifier: MIT
# The libraries that Attune stands on. What is missing is named with its Debian package, all at once.
set(attune_missing "")

find_package(PkgConfig)
if(NOT PkgConfig_FOUND)
    message(FATAL_ERROR "pkg-config is missing (Debian package: pkg-config)")
endif()

# attune_find(PREFIX "module>=version" debian-package): a pkg-config module as target PkgConfig::PREFIX.
macro(attune_find prefix module package)
    pkg_check_modules(${prefix} QUIET IMPORTED_TARGET ${module})
    if(NOT ${prefix}_FOUND)
        list(APPEND attune_missing "${module} (Debian package: ${package})")
    endif()
endmacro()

attune_find(LIBXML "libxml-2.0>=2.9.14" libxml2-dev)
attune_find(PCRE2 "libpcre2-8>=10.40" libpcre2-dev)
attune_find(SQLITE "sqlite3>=3.37" libsqlite3-dev)
attune_find(YAJL "yajl>=2.1" libyajl-dev)
# 2.6 and not 2.8: that is what the pkg-config file of 2.8 calls itself on Debian.
attune_find(UTF8PROC "libutf8proc>=2.6" libutf8proc-dev)

# SHA-256: sha2.h, in libmd or in the system's C library.
find_path(ATTUNE_SHA2_INCLUDE sha2.h)
find_library(ATTUNE_MD_LIBRARY md)
mark_as_advanced(ATTUNE_SHA2_INCLUDE ATTUNE_MD_LIBRARY)
add_library(attune_sha256_library INTERFACE)
if(ATTUNE_SHA2_INCLUDE AND ATTUNE_MD_LIBRARY)
    target_link_libraries(attune_sha256_library INTERFACE ${ATTUNE_MD_LIBRARY})
else()
    list(APPEND attune_missing "sha2.h and libmd (Debian package: libmd-dev)")
endif()

# IEEE 754 decimals. The three digits name the calling convention: arguments by value, rounding mode
# passed as an argument, status flags passed as an argument.
find_path(ATTUNE_DECIMAL_INCLUDE bid_functions.h)
find_library(ATTUNE_DECIMAL_LIBRARY bidgcc000)
mark_as_advanced(ATTUNE_DECIMAL_INCLUDE ATTUNE_DECIMAL_LIBRARY)
add_library(attune_decimal_library INTERFACE)
if(ATTUNE_DECIMAL_INCLUDE AND ATTUNE_DECIMAL_LIBRARY)
    target_link_libraries(attune_decimal_library INTERFACE ${ATTUNE_DECIMAL_LIBRARY} m)
    target_include_directories(attune_decimal_library SYSTEM INTERFACE ${ATTUNE_DECIMAL_INCLUDE})
else()
    list(APPEND attune_missing
        "bid_functions.h and libbidgcc000, the Intel decimal floating-point math library (Debian package: libintelrdfpmath-dev)")
endif()

find_package(Threads)
if(NOT Threads_FOUND)
    list(APPEND attune_missing "threads (Debian package: libc6-dev)")
endif()

if(ATTUNE_TESTS)
    pkg_check_modules(CMOCKA QUIET IMPORTED_TARGET "cmocka>=1.1")
    if(NOT CMOCKA_FOUND)
        list(APPEND attune_missing
            "cmocka>=1.1 (Debian package: libcmocka-dev), or configure without tests: -DATTUNE_TESTS=OFF")
    endif()
endif()

if(attune_missing)
    list(JOIN attune_missing "\n  " attune_missing_lines)
    message(FATAL_ERROR "What Attune is built with is missing:\n  ${attune_missing_lines}")
endif()
