/*
 * The text of a mapping as a tree of statements: one statement a line, a
 * block between braces.  Knows the shape, not the meaning.
 *
 *	# a comment
 *	location Address {
 *		postcode  Postcode | trim
 *	}
 *
 * A line that ends in a comma or a '|' goes on in the next.
 */
#ifndef SIGNPOST_MAPPING_TEXT_H
#define SIGNPOST_MAPPING_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/alloc.h"

#define MAPPING_MAX_BYTES      65536 /* of one mapping's text */
#define MAPPING_MAX_STATEMENTS 1000
#define MAPPING_MAX_DEPTH      4    /* blocks within blocks */
#define MAPPING_MAX_EXPR       2000 /* bytes of one expression */
#define MAPPING_MAX_WORDS      64   /* of one statement or filter */
#define MAPPING_ERROR          400  /* bytes of a message about a mapping */

struct mapping_statement {
	unsigned line;
	const char *word; /* the first: what it says something about */
	const char *rest; /* all behind it, trimmed; "" where nothing follows */
	bool has_block;
	struct mapping_statement *block;
	size_t block_count;
};

/* An error names the line and what was expected there. */
struct mapping_error {
	unsigned line;
	char text[MAPPING_ERROR];
};

void mapping_error_set(struct mapping_error *error, unsigned line,
    const char *format, ...) PRINTF_LIKE(3, 4);

/*
 * Reads a whole text into "root", a statement whose block has them all.
 * False, with the error, where its shape is wrong.
 */
bool mapping_text_read(struct arena *arena, const char *text,
    struct mapping_statement *root, struct mapping_error *error) MUST_CHECK;

/*
 * Cuts a text at a character that stands outside quotes, brackets and
 * parentheses: expressions at commas, filters at '|'.  Parts are trimmed.
 * Returns how many there are; 0 where a quote or bracket is not closed or
 * there are more than MAPPING_MAX_WORDS.
 */
size_t mapping_text_cut(struct arena *arena, const char *text, char at,
    char *parts[MAPPING_MAX_WORDS]);
/*
 * Cuts a text into words at blanks.  Quotes are taken off; in them \n and
 * \t are a line end and a tab.  0 as above, and for an empty text.
 */
size_t mapping_text_words(
    struct arena *arena, const char *text, char *words[MAPPING_MAX_WORDS]);

#endif
