/*
 * What the files of query.h share: the table of its parameters.  A new one
 * is an entry there, and a field of struct query.
 */
#ifndef SIGNPOST_QUERY_PARTS_H
#define SIGNPOST_QUERY_PARTS_H

#include "search/query.h"

/* A query being read. */
struct query_parse {
	const struct query_places *places;
	const struct vocabulary *vocabulary;
	struct arena *arena;
	struct query *query;
	struct query_error *errors;
	size_t count, room; /* of errors */
};

/* Enters an error, where there is room. */
void query_refuse(struct query_parse *, const char *parameter,
    const char *given, const char *allowed);

struct query_parameter_kind {
	const char *name;
	bool many;           /* counts each time it is given */
	const char *allowed; /* as an error says it; NULL: read() refuses */
	/* Takes a value, never an empty one; false: it cannot be read. */
	bool (*read)(struct query_parse *, const char *value);
	/* Writes it as query_put() does, unless it is at its default. */
	void (*write)(const struct query *, struct buf *out);
	/* Back to its default; of many the value alone, or all where it is
	 * NULL.  False where it was there already. */
	bool (*drop)(struct query *, const char *value);
};

/* In the order in which query_url() writes them; ends with no name. */
extern const struct query_parameter_kind query_parameters[];
#define QUERY_MAX_PARAMETERS 32

/* Takes q, cut at what is looked at. */
bool query_read_q(struct query_parse *, const char *value);
/*
 * q without the words of readings as "as", of all values or of one.
 */
void query_words_without(const struct query *, const char *as,
    const char *value, struct buf *out);

/* Parameters whose values are the vocabulary's (query_terms.c). */
bool query_read_for(struct query_parse *, const char *value);
void query_write_for(const struct query *, struct buf *out);
bool query_drop_for(struct query *, const char *value);
bool query_read_referral(struct query_parse *, const char *value);
void query_write_referral(const struct query *, struct buf *out);
bool query_drop_referral(struct query *, const char *value);
bool query_read_mode(struct query_parse *, const char *value);
void query_write_mode(const struct query *, struct buf *out);
bool query_drop_mode(struct query *, const char *value);
bool query_read_open(struct query_parse *, const char *value);
void query_write_open(const struct query *, struct buf *out);
bool query_drop_open(struct query *, const char *value);
bool query_read_lang(struct query_parse *, const char *value);
void query_write_lang(const struct query *, struct buf *out);
bool query_drop_lang(struct query *, const char *value);
bool query_read_access(struct query_parse *, const char *value);
void query_write_access(const struct query *, struct buf *out);
bool query_drop_access(struct query *, const char *value);

/* Adds a value, each once; false where there is no room. */
bool query_terms_add(struct query_terms *, const char *value);

/* "&name=value", escaped. */
void query_put(struct buf *out, const char *name, const char *value);
void query_put_long(struct buf *out, const char *name, long value);

#endif
