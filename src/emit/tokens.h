/* Tokens of a page's content stream (ISO 32000-1, 7.2 and 7.8.2), as far as it is gone through and partly rewritten.
 * The stream must hold no inline image. */
#ifndef NIANBAO_EMIT_TOKENS_H
#define NIANBAO_EMIT_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

#include <glib.h>

bool emit_token_is_space(char c);
/* Whether a token that begins so is a number. */
bool emit_token_is_number(char c);

/* Behind the token that begins at `at` < size, where no space is. */
size_t emit_token_end(const char *content, size_t size, size_t at);

#endif
