# SPDX-License-Identifier: MIT
# cmake -D OUTPUT=FILE.c -D FOLDER=docs/codes -P embed.cmake: the pages of a folder as a table in C (embedded_pages of
# render/code_pages.h). Bytes are written as numbers: a string literal may hold no more than 4095 characters.
file(GLOB pages "${FOLDER}/*.md")
list(SORT pages)
set(arrays "")
set(rows "")
set(number 0)
foreach(page IN LISTS pages)
    get_filename_component(name "${page}" NAME_WE)
    if(name STREQUAL "README")
        continue()
    endif()
    file(READ "${page}" bytes HEX)
    string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
    string(APPEND arrays "static const unsigned char page_${number}[] = {${bytes}};\n")
    string(APPEND rows "    {\"${name}\", page_${number}, sizeof page_${number}},\n")
    math(EXPR number "${number} + 1")
endforeach()
file(WRITE "${OUTPUT}" "// SPDX-License-Identifier: MIT
// Made by cmake/embed.cmake of the pages in docs/codes.
#include \"render/code_pages.h\"

${arrays}
const embedded_page embedded_pages[] = {
${rows}    {0},
};
")
