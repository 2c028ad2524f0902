// SPDX-License-Identifier: MIT
// Private to engine/feel: tokens.
#ifndef ATTUNE_FEEL_LEX_H
#define ATTUNE_FEEL_LEX_H

#include "base/str.h"

typedef enum token_kind {
    TOKEN_END,
    TOKEN_INVALID,   // a character that starts nothing
    TOKEN_OPEN_TEXT, // a string or comment without its end
    TOKEN_NUMBER,
    TOKEN_STRING,
    TOKEN_NAME, // also keywords
    TOKEN_OPEN,
    TOKEN_CLOSE, // ( )
    TOKEN_OPEN_SQUARE,
    TOKEN_CLOSE_SQUARE,
    TOKEN_OPEN_CURLY,
    TOKEN_CLOSE_CURLY,
    TOKEN_COMMA,
    TOKEN_COLON,
    TOKEN_DOT,
    TOKEN_DOTS,
    TOKEN_AT,
    TOKEN_ARROW,
    TOKEN_PLUS,
    TOKEN_MINUS,
    TOKEN_STAR,
    TOKEN_POWER,
    TOKEN_SLASH,
    TOKEN_EQUAL,
    TOKEN_NOT_EQUAL,
    TOKEN_LESS,
    TOKEN_LESS_EQUAL,
    TOKEN_GREATER,
    TOKEN_GREATER_EQUAL
} token_kind;

typedef struct token {
    token_kind kind;
    size_t start, end; // bytes of the text
} token;

// The token that starts at or after offset at, white space and comments skipped.
token lex(str text, size_t at);

bool is_name_start(uint32_t code_point);
bool is_name_part(uint32_t code_point);
bool is_space(uint32_t code_point);

// Where a name with spaces in it, written with any white space, ends if it stands at offset at; else
// SIZE_MAX.
size_t lex_spaced(str text, size_t at, str name);

// The value of a string token. Returns false for an escape that is none: \u without its digits.
bool lex_string(arena *a, str quoted, str *out);

#endif
