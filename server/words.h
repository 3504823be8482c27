/* Small words that several pages share. */
#ifndef SIGNPOST_WORDS_H
#define SIGNPOST_WORDS_H

#include <time.h>

#include "base/alloc.h"
#include "search/search.h"
#include "server/page.h"

/*
 * A label of the vocabulary in the language of the answer; as it is where no
 * catalogue has it, for operators have labels of their own.  NULL stays NULL.
 */
const char *words_label(const char *label);
/* The label of a type by its number, and of a term of a dimension. */
const char *words_type(const struct vocabulary *vocabulary, int type);
const char *words_term(const struct vocabulary *vocabulary,
    const char *dimension, const char *value);
/* "1 service", "1,227 services". */
char *words_count(
    struct arena *arena, long count, const char *one, const char *many);
/* What a number counts as for say_plural(): a fraction as many. */
long words_whole(double number);
/* "22 November 2026, 6.05am", in London. */
char *words_time(struct arena *arena, time_t when);
/* What a search is about: "Counselling near M32 0TH", "All services". */
char *words_heading(struct arena *arena, const struct vocabulary *vocabulary,
    const struct query *query);
/* "/search?q=...": a page of the same search, without one parameter. */
char *words_search_url(struct arena *arena, const char *path,
    const struct query *query, const char *drop, int page);
/* The same without one value of a parameter that may have several. */
char *words_search_url_without(struct arena *arena, const char *path,
    const struct query *query, const char *name, const char *value);
/* The same without what a reading set. */
char *words_undo_url(struct arena *arena, const char *path,
    const struct query *query, const struct query_reading *reading);
/* The whole address of a path of ours. */
char *words_absolute(
    struct arena *arena, const struct context *context, const char *path);

/* The <iframe> that a council pastes: its address, its title for those who
 * do not see it, its width ("100%") and its height in pixels. */
char *words_frame(struct arena *arena, const char *address, const char *title,
    const char *width, long height);

/* "the distance" for "within": what a search can do without. */
const char *words_parameter(const char *name);
/* "Refer yourself", "By phone": what is chosen, in a visitor's words. */
const char *words_open(enum query_open); /* "Open on Mondays" */
const char *words_referral(enum query_referral referral);
const char *words_mode(enum listing_mode mode);
/* "Unpaid carers" of for=carers, "Polish" of lang=pl; others as they are. */
const char *words_value(const struct vocabulary *vocabulary,
    const char *parameter, const char *value);
/* A facet's value for people: of an area its name. */
const char *words_facet_label(struct arena *arena,
    const struct context *context, const struct facet *facet,
    const struct facet_value *value);

/*
 * What operators commonly write beside an urgent number ("Crisis", "any
 * time", "Wales"), in the language of the answer; other words, and NULL, as
 * they are.
 */
const char *words_urgent(const char *text);

/*
 * A link of ours to another site: http or https alone, whatever a listing
 * says.  NULL where the text is no such link.
 */
char *words_web(struct arena *arena, const char *text);
/* The text where it is one address to write to and nothing more; or NULL. */
const char *words_email(const char *text);

/*
 * An answer to what was said about a person or their place is nobody
 * else's to keep, whether or not we could read it; what only browses may be
 * kept for a minute.
 */
enum page_caching words_caching(const struct request *request);
/* What is open now may be other listings a minute later: nobody keeps it. */
void words_clock(const struct context *, const struct query *, struct page *);

/* How the pages look places up: hand this to query_parse(). */
struct query_places words_places(const struct context *context);

#endif
