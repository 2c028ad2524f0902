# SPDX-License-Identifier: MIT
# attune_stage(): one stage of the engine as a library. attune_test(): one cmocka test.

# attune_stage_libraries(stage LIBRARIES …): the foreign libraries that a stage, and no earlier one, may use.
function(attune_stage_libraries stage)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LIBRARIES")
    set(attune_${stage}_libraries "${arg_LIBRARIES}" PARENT_SCOPE)
endfunction()

# The library of the stage before, or nothing.
function(attune_previous_stage stage out)
    set(previous "")
    foreach(earlier IN LISTS ATTUNE_STAGES)
        if(earlier STREQUAL stage)
            break()
        endif()
        set(previous attune_${earlier})
    endforeach()
    set(${out} "${previous}" PARENT_SCOPE)
endfunction()

# attune_stage(name file…)
function(attune_stage name)
    if(NOT name IN_LIST ATTUNE_STAGES)
        message(FATAL_ERROR "\"${name}\" is not one of the stages: ${ATTUNE_STAGES}")
    endif()
    add_library(attune_${name} STATIC ${ARGN})
    target_include_directories(attune_${name} PUBLIC ${PROJECT_SOURCE_DIR}/engine ${PROJECT_SOURCE_DIR}/engine/include)
    target_compile_definitions(attune_${name} PRIVATE ATTUNE_BUILDING)
    attune_previous_stage(${name} previous)
    target_link_libraries(attune_${name} PUBLIC ${previous} ${attune_${name}_libraries})
    # Only these know where rules are installed.
    if(name STREQUAL "api" OR name STREQUAL "cli")
        target_compile_definitions(attune_${name} PRIVATE "ATTUNE_RULES_DIR=\"${ATTUNE_RULES_DIR}\"")
    endif()
endfunction()

# attune_test(name file… [STAGE stage] [LABELS label…] [TIMEOUT seconds])
# Makes the program test_<name> and the ctest test <folder>.<name>. It links the stage named like its folder
# and those before it, so that a stage's tests run while later stages are in pieces.
function(attune_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "STAGE;TIMEOUT" "LABELS")
    get_filename_component(folder "${CMAKE_CURRENT_SOURCE_DIR}" NAME)
    attune_test_stage("${folder}" "${arg_STAGE}" stage)
    string(REGEX REPLACE "^test_" "" name "${name}")
    add_executable(test_${name} ${arg_UNPARSED_ARGUMENTS})
    target_link_libraries(test_${name} PRIVATE attune_test_support ${stage} PkgConfig::CMOCKA)
    add_test(NAME ${folder}.${name} COMMAND test_${name} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    set_tests_properties(${folder}.${name} PROPERTIES TIMEOUT ${arg_TIMEOUT} SKIP_RETURN_CODE 77
        ENVIRONMENT "${ATTUNE_TEST_ENVIRONMENT}" LABELS "${folder};${arg_LABELS}")
endfunction()

# The library that a test links: of the stage asked for, of the folder's, or else of the last stage but the
# command line (whose main() a test must not link).
function(attune_test_stage folder asked out)
    if(asked)
        set(${out} attune_${asked} PARENT_SCOPE)
    elseif(folder IN_LIST ATTUNE_STAGES AND NOT folder STREQUAL "cli")
        set(${out} attune_${folder} PARENT_SCOPE)
    else()
        attune_previous_stage(cli last)
        set(${out} "${last}" PARENT_SCOPE)
    endif()
endfunction()
