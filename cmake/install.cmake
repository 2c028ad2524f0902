# SPDX-License-Identifier: MIT
# cmake --install: command, library, header, attune.pc, CMake package, rules, man page.
include(CMakePackageConfigHelpers)

install(TARGETS attune_shared EXPORT attune-targets
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
    INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(TARGETS attune_static ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS attune RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES engine/include/attune.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY rules/ DESTINATION ${CMAKE_INSTALL_DATADIR}/attune/rules)
install(FILES docs/attune.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)

set(attune_config_dir ${CMAKE_INSTALL_LIBDIR}/cmake/attune)
install(EXPORT attune-targets NAMESPACE attune:: DESTINATION ${attune_config_dir})
configure_package_config_file(cmake/attune-config.cmake.in attune-config.cmake
    INSTALL_DESTINATION ${attune_config_dir})
write_basic_package_version_file(attune-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/attune-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/attune-config-version.cmake
    DESTINATION ${attune_config_dir})

# attune.pc finds its prefix from where it lies, so that an installed tree can be moved.
file(RELATIVE_PATH attune_pc_prefix
    ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
string(REGEX REPLACE "/$" "" attune_pc_prefix "${attune_pc_prefix}")
configure_file(attune.pc.in attune.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/attune.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
