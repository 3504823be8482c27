/*
 * Plain text for people, to be read in a mail: lines of 72 characters,
 * headings in capitals, paragraphs that hang below their first word.
 */
#ifndef SIGNPOST_PLAIN_TEXT_H
#define SIGNPOST_PLAIN_TEXT_H

#include <stddef.h>

#include "base/buf.h"
#include "base/compiler.h"

#define PLAIN_WIDTH 72 /* characters: what every mail program shows whole */

/* An empty line, and the words in capitals. */
void plain_heading(struct buf *out, const char *words);
/*
 * A paragraph; a word longer than a line stands on one of its own.
 * lead    what its first line begins with, "1. "; may be ""
 * indent  blanks before every other line
 * Controls in it, line ends too, are read as blanks.
 */
void plain_paragraph(
    struct buf *out, const char *lead, size_t indent, const char *text);
void plain_printf(struct buf *out, const char *lead, size_t indent,
    const char *format, ...) PRINTF_LIKE(4, 5);

#endif
