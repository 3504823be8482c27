/* How the fields of a listing read their texts. */
#ifndef SIGNPOST_FILL_READ_H
#define SIGNPOST_FILL_READ_H

#include "importers/filter_list.h"

/* Blanks within lines as one, lines trimmed, at most one empty between. */
char *fill_read_lines(struct arena *arena, const char *text);
/* Address lines joined with ", ": each once, placeholders out. */
char *fill_read_address(struct values *values);
/* ISO 639 for a language's English name; other text as it is. */
const char *fill_read_language(const char *text);
/* One of enum listing_mode; 0 where the text is none. */
unsigned fill_read_mode(const char *text);
bool fill_read_gss(const char *text);      /* "E08000009" */
bool fill_read_national(const char *text); /* "UK", "nationwide" */
/* The text of value "index", cut at a length. */
const char *fill_clip(struct values *values, size_t index, size_t max_bytes);

#endif
