/*
 * From a query to ranked listings.  The answer path walks bitmaps and
 * columns of the mapped index; it formats no text and asks no database.
 */
#ifndef SIGNPOST_SEARCH_H
#define SIGNPOST_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "search/index.h"
#include "search/query.h"
#include "search/spelling.h"

/* The groups of design section 5, in the order in which they rank. */
enum verdict {
	VERDICT_SUITS = 0,
	VERDICT_OPEN,          /* it says that it is open to all */
	VERDICT_NOT_STATED,    /* ask when you phone */
	VERDICT_CHECK,         /* a rule that could not be decided */
	VERDICT_MAY_NOT_SUIT,  /* a rule read from prose excludes them */
	VERDICT_DOES_NOT_SUIT, /* a field excludes them: left out, counted */
	N_VERDICTS
};
/* "suits", "open", "not_stated", ... as data says it. */
extern const char *const verdict_name[N_VERDICTS];

struct verdict_part {
	const char *about; /* "age", "gender", "for", "cost", "referral",
			    * "lang", "area", "limits" */
	enum verdict verdict;
	const char *words; /* the listing's own, in the mapped file; or NULL */
	const char *also;  /* another sentence, that says otherwise; or NULL */
};
#define ANSWER_MAX_PARTS 10
#define ANSWER_MAX_WHY   4

struct why_part {
	const char *matched; /* the words of the query, or the place */
	const char *as;      /* the vocabulary's for them, where those stand
			      * there; or NULL */
	/*
	 * "type talking.nhs"; the field a word stands in ("name",
	 * "organisation", "type", "description", "practical", "place");
	 * "phone", "email", "web", "code"; "near", "in", "serves" or "national"
	 */
	const char *by;
	const char *words; /* of the listing, or NULL */
};

/*
 * What a score is made of: how well the need is met times all down to the
 * place, plus the name, all times residence.
 */
struct score_factors {
	double words;     /* the need, 0 to about 1 */
	double kind;      /* an organisation that names no service */
	double freshness; /* nobody checked it for a year */
	double state;     /* it takes nobody new */
	double cost;      /* it is paid for */
	double few;       /* it is for a few, of whom nobody spoke */
	double place;     /* how far it is, and for whose people */
	double residence; /* a rule of residence left open */
	double name;      /* added: all words are its name */
};

struct answer_hit {
	uint32_t document;
	/* The worst of its parts (save that a GP rule naming the area where
	 * the person lives is shown as check, and does not count as it). */
	enum verdict verdict;
	bool here; /* "can I get there?": placed within the distance or area */
	bool serves; /* "do they serve my home?": its area contains the place */
	bool outside; /* it names the areas it serves, and none contains it */
	/* Its source was last read whole then, too long ago; 0: lately. */
	day_t unread_since;
	bool last;    /* one of answer->last */
	double miles; /* -1: no distance applies */
	bool about;   /* the distance is from the middle of something large */
	struct verdict_part parts[ANSWER_MAX_PARTS];
	size_t parts_count;
	struct why_part why[ANSWER_MAX_WHY];
	size_t why_count;
	float score;
	struct score_factors *factors; /* where explain=1 asks; else NULL */
};

struct facet_value {
	const char *value, *label;
	long total;
};

/* What a search's results have of one parameter. */
struct facet {
	const char *name;
	struct facet_value *values;
	size_t count;
};
#define ANSWER_MAX_FACETS 12

struct relaxation {
	const char *drop; /* a parameter's name */
	long total;
};

/* What to ask the person next (search/question.h). */
struct question {
	const char *parameter;
	long total;
};

struct answer {
	long total; /* exact: all but "may not suit" and "does not suit" */
	/*
	 * Of all matches.  Where nothing is asked about the person, every hit
	 * is without parts and all are counted as the first group.
	 */
	long groups[N_VERDICTS];
	/*
	 * Of those, whose sources were not read whole for half a year.  They
	 * come behind all others, whatever their verdict, where the order is
	 * by the best.
	 */
	long last[N_VERDICTS];
	struct answer_hit *hits; /* this page of the best groups */
	size_t hits_count;
	struct answer_hit *may_not; /* of the closed group, at most 20 */
	size_t may_not_count;
	/* Urgent help comes first: of q, or of its words once spelled. */
	enum crisis crisis;
	/* How the need was spelled; all listings above answer to that. */
	struct spelling spelling;
	/* Nothing matches what was typed, which strict=1 keeps as it is: the
	 * need as it would be spelled; or NULL. */
	const char *did_you_mean;
	/* What was given up because nothing matched all; none: exact. */
	const char *relaxed[4];
	size_t relaxed_count;
	/* The place was: these are there for the whole country. */
	bool national_only;
	/* What would bring more, offered when the total is small. */
	struct relaxation relaxations[12];
	size_t relaxations_count;
	/* Where nothing was found: types of help close to what was asked. */
	struct facet_value nearest[8];
	size_t nearest_count;
	struct question question;
	struct facet facets[ANSWER_MAX_FACETS]; /* search/facet.h */
	size_t facets_count;
	bool partial; /* ran out of its processor time */
};

/* How many results have a value of a parameter; 0 where none has. */
long answer_facet_total(
    const struct answer *, const char *name, const char *value);

/*
 * Answers a query.  "out" and its arrays live in the arena.
 * now  decides freshness (what nobody checked for a year sinks) and what a
 *      feed that stopped does to its listings (schema/ageing.h)
 */
void search_run(const struct index *, const struct vocabulary *,
    const struct query *, time_t now, struct arena *arena, struct answer *out);

/*
 * What the answer says of one document, on whichever of its pages that
 * stands: "hit" as it is there, without a score; of "out" the totals, and
 * what was given up or is urgent.  False: the answer does not hold it, nor
 * among those that do not suit; "hit" is filled all the same.
 * document  below index_count()
 */
bool search_explain(const struct index *, const struct vocabulary *,
    const struct query *, time_t now, uint32_t document, struct arena *arena,
    struct answer *out, struct answer_hit *hit);

/* As-you-type: types, names of listings and organisations, and numbers. */
struct suggestion {
	const char *kind; /* "service", "organisation", "type" */
	const char *name;
	const char *code; /* of listing or organisation; or a type's id */
	const char *note; /* phone, organisation; or NULL */
	long total;       /* listings of a type */
};
size_t search_suggest(const struct index *, const struct vocabulary *,
    const char *text, day_t today, struct arena *arena, struct suggestion *out,
    size_t room);

#endif
