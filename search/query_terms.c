/* Parameters whose values are terms: for, referral, mode, lang, access. */
#include <string.h>

#include "base/compiler.h"
#include "base/say.h"
#include "schema/language.h"
#include "search/query_parts.h"

static const char *const referral_names[] = {
    [REFERRAL_ANY] = "",
    [REFERRAL_SELF] = "self",
    [REFERRAL_GP] = "gp",
    [REFERRAL_PROFESSIONAL] = "professional",
};

bool
query_has_term(const struct query_terms *terms, const char *value)
{
	for (size_t i = 0; i < terms->count; i++)
		if (strcmp(terms->values[i], value) == 0)
			return true;
	return false;
}

const char *
query_referral_name(enum query_referral referral)
{
	return referral_names[referral];
}

static const struct {
	enum listing_mode mode;
	const char *name;
} modes[] = {
    {MODE_IN_PERSON, "in-person"},
    {MODE_HOME, "home"},
    {MODE_PHONE, "phone"},
    {MODE_ONLINE, "online"},
    {MODE_TEXT, "text"},
};

const char *
query_mode_name(enum listing_mode mode)
{
	for (size_t i = 0; i < ARRAY_LEN(modes); i++)
		if (modes[i].mode == mode)
			return modes[i].name;
	return "";
}

bool
query_terms_add(struct query_terms *terms, const char *value)
{
	for (size_t i = 0; i < terms->count; i++)
		if (strcmp(terms->values[i], value) == 0)
			return true;
	if (terms->count == ARRAY_LEN(terms->values))
		return false;
	terms->values[terms->count++] = value;
	return true;
}

/* "carers, veterans or students; at most 5 of them" */
static const char *
allowed_terms(const struct query_parse *parse, const char *dimension)
{
	const struct vocabulary *vocabulary = parse->vocabulary;
	struct buf text = {0};
	const char *value, *all;

	for (size_t i = 0;
	     (value = vocabulary_term_value(vocabulary, dimension, i)) != NULL;
	     i++) {
		bool last =
		    vocabulary_term_value(vocabulary, dimension, i + 1) == NULL;

		buf_add_text(&text, i == 0 ? "" : last ? _(" or ") : ", ");
		buf_add_text(&text, value);
	}
	buf_printf(&text, "; at most %d of them", QUERY_MAX_TERMS);
	all = arena_strdup(parse->arena, buf_text(&text));
	buf_clear(&text);
	return all;
}

/* A value of the vocabulary's dimension; the error says which there are. */
static void
read_term(struct query_parse *parse, const char *parameter,
    const char *dimension, const char *given, struct query_terms *terms)
{
	const char *value = arena_strdup(parse->arena, given);

	if (vocabulary_term_label(parse->vocabulary, dimension, value) ==
		NULL ||
	    !query_terms_add(terms, value))
		query_refuse(
		    parse, parameter, given, allowed_terms(parse, dimension));
}

static void
write_terms(const struct query *query, const char *parameter,
    const struct query_terms *terms, struct buf *out)
{
	for (size_t i = 0; i < terms->count; i++)
		if (!query_reads_value(query, parameter, terms->values[i]))
			query_put(out, parameter, terms->values[i]);
}

static bool
drop_term(struct query_terms *terms, const char *value)
{
	size_t count = terms->count, kept = 0;

	for (size_t i = 0; i < count; i++)
		if (value != NULL && strcmp(terms->values[i], value) != 0)
			terms->values[kept++] = terms->values[i];
	terms->count = kept;
	return kept < count;
}

bool
query_read_for(struct query_parse *parse, const char *value)
{
	read_term(parse, "for", "group", value, &parse->query->groups);
	return true;
}

void
query_write_for(const struct query *query, struct buf *out)
{
	write_terms(query, "for", &query->groups, out);
}

bool
query_drop_for(struct query *query, const char *value)
{
	return drop_term(&query->groups, value);
}

enum query_referral
query_referral_of(const char *value)
{
	for (size_t i = REFERRAL_SELF; i < ARRAY_LEN(referral_names); i++)
		if (strcmp(referral_names[i], value) == 0)
			return (enum query_referral)i;
	return REFERRAL_ANY;
}

bool
query_read_referral(struct query_parse *parse, const char *value)
{
	parse->query->referral = query_referral_of(value);
	return parse->query->referral != REFERRAL_ANY;
}

void
query_write_referral(const struct query *query, struct buf *out)
{
	if (query->referral != REFERRAL_ANY && !query_reads(query, "referral"))
		query_put(out, "referral", referral_names[query->referral]);
}

bool
query_drop_referral(struct query *query, const char *value UNUSED)
{
	bool had = query->referral != REFERRAL_ANY;

	query->referral = REFERRAL_ANY;
	return had;
}

unsigned
query_mode_of(const char *value)
{
	for (size_t i = 0; i < ARRAY_LEN(modes); i++)
		if (strcmp(modes[i].name, value) == 0)
			return modes[i].mode;
	return 0;
}

bool
query_read_mode(struct query_parse *parse, const char *value)
{
	parse->query->modes |= query_mode_of(value);
	return query_mode_of(value) != 0;
}

void
query_write_mode(const struct query *query, struct buf *out)
{
	for (size_t i = 0; i < ARRAY_LEN(modes); i++)
		if ((query->modes & modes[i].mode) != 0 &&
		    !query_reads_value(query, "mode", modes[i].name))
			query_put(out, "mode", modes[i].name);
}

bool
query_drop_mode(struct query *query, const char *value)
{
	unsigned had = query->modes;

	for (size_t i = 0; i < ARRAY_LEN(modes); i++)
		if (value == NULL || strcmp(modes[i].name, value) == 0)
			query->modes &= ~(unsigned)modes[i].mode;
	return query->modes != had;
}

bool
query_read_lang(struct query_parse *parse, const char *value)
{
	parse->query->language = language_code(value);
	return parse->query->language != NULL;
}

void
query_write_lang(const struct query *query, struct buf *out)
{
	if (query->language != NULL && !query_reads(query, "lang"))
		query_put(out, "lang", query->language);
}

bool
query_drop_lang(struct query *query, const char *value UNUSED)
{
	bool had = query->language != NULL;

	query->language = NULL;
	return had;
}

bool
query_read_access(struct query_parse *parse, const char *value)
{
	read_term(parse, "access", "access", value, &parse->query->access);
	return true;
}

void
query_write_access(const struct query *query, struct buf *out)
{
	write_terms(query, "access", &query->access, out);
}

bool
query_drop_access(struct query *query, const char *value)
{
	return drop_term(&query->access, value);
}
