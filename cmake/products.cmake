# SPDX-License-Identifier: MIT
# What is shipped: libattune (shared and static) and the command.

set(attune_objects "")
set(attune_foreign "")
foreach(stage IN LISTS ATTUNE_STAGES)
    if(NOT stage STREQUAL "cli")
        list(APPEND attune_objects $<TARGET_OBJECTS:attune_${stage}>)
        list(APPEND attune_foreign ${attune_${stage}_libraries})
    endif()
endforeach()

# The shared library hides all but ATTUNE_API; what it uses is its own affair.
add_library(attune_shared SHARED ${attune_objects})
add_library(attune::attune ALIAS attune_shared)
set_target_properties(attune_shared PROPERTIES
    OUTPUT_NAME attune EXPORT_NAME attune LINKER_LANGUAGE C
    VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR})
target_link_libraries(attune_shared PRIVATE $<BUILD_INTERFACE:${attune_foreign}>)
target_include_directories(attune_shared INTERFACE
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/engine/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
if(NOT APPLE)
    # Foreign static libraries' symbols stay inside as well.
    target_link_options(attune_shared PRIVATE -Wl,--exclude-libs,ALL -Wl,--no-undefined)
endif()

add_library(attune_static STATIC ${attune_objects})
set_target_properties(attune_static PROPERTIES OUTPUT_NAME attune LINKER_LANGUAGE C)

add_executable(attune $<TARGET_OBJECTS:attune_cli>)
set_target_properties(attune PROPERTIES LINKER_LANGUAGE C)
attune_previous_stage(cli attune_last_stage)
target_link_libraries(attune PRIVATE ${attune_last_stage} ${attune_cli_libraries})
