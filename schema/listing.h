/*
 * What a listing is: a service as a visitor sees it, with the organisation
 * that offers it, the places where it happens, whom it is for and where
 * each fact came from.  The words are those of HSDS-UK 3.0.  The reader
 * fills one from a feed's record, the record keeps it, a generation serves
 * it.  All texts of a listing live in its arena; NULL means "not given",
 * and an empty text never stands where NULL should.
 */
#ifndef SIGNPOST_LISTING_H
#define SIGNPOST_LISTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/alloc.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/wire.h"

/* Bytes unless said.  A text over its limit is cut and the cut reported. */
#define LISTING_MAX_NAME   300
#define LISTING_MAX_SHORT  2000 /* fees, referral, eligibility, hours... */
#define LISTING_MAX_TEXT   65536 /* description: the feed's text limit */
#define LISTING_MAX_URL    2000
#define LISTING_MAX_ID     500
#define LISTING_MAX_ITEMS  200 /* entries of any one list */
#define LISTING_CODE_BYTES 6 /* characters of a code */
#define LISTING_CODE_TEXT  7 /* and NUL */

enum listing_kind {
	LISTING_SERVICE = 0,
	LISTING_ORGANISATION, /* "Organisation: ask what it offers" */
};

enum listing_status {
	LISTING_ACTIVE = 0,
	LISTING_PAUSED, /* temporarily closed, or taking nobody new */
	LISTING_CLOSED, /* the source says that it has closed */
	LISTING_DELETED, /* the feed says: take it away */
};

/*
 * What a listing is to the others of its document set, on its way from the
 * reader to the record.
 */
enum listing_role {
	LISTING_WHOLE = 0, /* nothing more is to come */
	LISTING_HELD, /* others may be the same, or hold what it refers to */
	LISTING_PLACE, /* no listing: a location that others name by its id */
	LISTING_OWNER, /* an organisation that others name by its id; a
			  listing of its own where none does */
};

/* How a service reaches people: a set. */
enum listing_mode {
	MODE_IN_PERSON = 1,
	MODE_HOME = 2,
	MODE_PHONE = 4,
	MODE_ONLINE = 8,
	MODE_TEXT = 16,
};
#define MODE_ALL 31

struct listing_phone {
	char *given; /* as the source writes it, notes and all */
	char *dial; /* "+441134960182", short codes "116123"; NULL: no link */
	char *show; /* "0113 496 0182": grouped for reading aloud */
	char *extension; /* "8020" */
	char *note; /* "Freephone", "Edinburgh Leisure", "option 2" */
	bool text; /* a number for text messages */
};

/* Where the coordinates came from: how far to trust them. */
enum position_from {
	POSITION_NONE = 0,
	POSITION_SOURCE,
	POSITION_POSTCODE, /* centre of the unit postcode */
	POSITION_OUTCODE, /* centre of the outcode: "about" */
};

struct listing_location {
	char *id; /* the feed's own, where it has one */
	char *name; /* venue */
	char *address; /* lines joined with ", ", without town and postcode */
	char *town;
	char *county;
	char *postcode; /* "M32 0TH", or an outcode alone "M32" */
	char *postcode_given; /* the source's text, where it could not be read */
	char *access_text; /* about steps, loops and lifts */
	enum position_from position_from;
	double lat, lon; /* degrees, WGS84 */
	char district[10], ward[10]; /* GSS codes it stands in, or "" */
};

/* An area that the service covers ("serves this place"). */
struct listing_area {
	char *code; /* GSS: council or ward, or country "E92000001"... */
	char *name; /* as given */
	bool national; /* all of the United Kingdom */
};

/* A category as the source gives it, kept whatever we make of it. */
struct listing_category {
	char *scheme; /* "esdServiceType", "openEligibility"..., or NULL */
	char *code; /* or NULL */
	char *label; /* or NULL */
};

enum type_by {
	TYPE_BY_FEED = 0, /* the mapping's or the feed's constant */
	TYPE_BY_LABEL, /* one of its categories */
	TYPE_BY_NAME,
	TYPE_BY_TEXT, /* words of the description */
};

struct listing_type {
	char *id; /* "talking.counselling" of service-types.tsv */
	enum type_by by;
	char *words; /* what matched, in the listing's own words */
};

/*
 * One stated fact, of the dimensions and values of eligibility.tsv:
 * "age.min" "18", "gender" "women", "cost" "free", "area" "gp"...
 */
struct listing_rule {
	char *dimension;
	char *value;
	bool from_field; /* a field states it; else read from prose */
	char *sentence; /* the words it rests on */
};

/* One opening: weekly, on one day.  Minutes of the day, closes <= 1440. */
struct listing_opening {
	int weekday; /* 0 Monday to 6 Sunday, 7: bank holidays */
	int opens, closes; /* 0 and 1440: all day; closes < opens: past midnight */
	char *note; /* "by appointment", "reception" */
};

struct listing_source {
	char *feed; /* feed id */
	char *source_id; /* the record's id in the feed */
	char *title; /* the feed's title */
	char *publisher;
	char *url; /* the record's page at the source, where given */
	day_t checked, modified, collected;
	day_t read; /* the feed was last read whole; 0: not known */
};

/* What one of several sources says where they contradict each other. */
struct listing_disagreement {
	char *about; /* "phone", "hours", "age"... */
	size_t source; /* which of the listing's sources */
	char *says;
};

struct listing {
	struct arena *arena; /* owns every text and array below */
	long row; /* key in the database it came from; 0: none */
	char code[LISTING_CODE_TEXT];
	char uuid[UUID_TEXT]; /* "" until the importer gives it */
	char *own_uuid; /* the feed's own UUID for it, or NULL */
	enum listing_kind kind;
	enum listing_status status;
	char *status_note; /* the source's words: "no longer open" */

	char *source_id; /* NULL: identity is made from name and postcode */
	char *name;
	char *alternate_name;
	char *summary; /* NULL: the description's first sentences serve */
	char *description; /* text; paragraphs and list items are lines */
	char *url, *email;
	char *fees; /* cost in words */
	char *referral; /* how to be referred, in words */
	char *eligibility; /* whom it is for, in words */
	char *hours; /* opening in words */
	char *wait; /* waiting time in words */
	char *access; /* access in words */
	unsigned modes; /* enum listing_mode; 0: not stated */
	unsigned languages_count;
	char **languages; /* ISO 639 codes where known, else as given */

	char *org_id; /* the feed's id of the organisation */
	char *org_name; /* NULL: the name of the service */
	char *org_description, *org_url, *org_email;
	char *org_charity; /* registered charity number (GB-CHC) */
	char *org_company; /* company number (GB-COH) */
	char org_uuid[UUID_TEXT], org_code[LISTING_CODE_TEXT];

	day_t checked; /* the source says that it verified on this day */
	day_t modified; /* the source changed its record */
	day_t collected; /* somebody gathered the data */
	bool public_address; /* the mapping says: its address is public */
	bool hide_address; /* a privacy mark of the source */
	/*
	 * What such a mark hides, as the source writes it, so that it goes
	 * from the texts too; never kept: normalising takes it away.
	 */
	char **withheld;
	unsigned withheld_count;

	struct listing_phone *phones;
	size_t phones_count;
	struct listing_location *locations;
	size_t locations_count;
	struct listing_area *areas;
	size_t areas_count;
	struct listing_category *categories;
	size_t categories_count;
	struct listing_type *types;
	size_t types_count;
	struct listing_rule *rules;
	size_t rules_count;
	struct listing_opening *openings;
	size_t openings_count;
	struct listing_source *sources; /* served listings only */
	size_t sources_count;
	struct listing_disagreement *disagreements; /* likewise */
	size_t disagreements_count;

	long line; /* of the opening tag; belongs to the run, never compared */
	enum listing_role role; /* likewise */
	unsigned required; /* likewise: what it must have once it is whole */
};

/* Starts an empty listing whose texts will live in "arena". */
void listing_init(struct listing *listing, struct arena *arena);

struct listing_phone *listing_phone_add(struct listing *);
struct listing_location *listing_location_add(struct listing *);
struct listing_area *listing_area_add(struct listing *);
struct listing_category *listing_category_add(struct listing *);
struct listing_type *listing_type_add(struct listing *);
struct listing_rule *listing_rule_add(struct listing *);
struct listing_opening *listing_opening_add(struct listing *);
struct listing_source *listing_source_add(struct listing *);
struct listing_disagreement *listing_disagreement_add(struct listing *);
void listing_language_add(struct listing *, const char *language);
/* Another text that must not be shown; NULL: none. */
void listing_withheld_add(struct listing *, const char *text);
/* What stands in a text for what was taken out of it. */
#define LISTING_ADDRESS_WITHHELD  "(address withheld)"
#define LISTING_POSTCODE_WITHHELD "(postcode withheld)"
/* Whether something was. */
bool listing_text_is_cut(const char *text);

/* The rule of a dimension ("age.min"), field before prose; NULL: none. */
const struct listing_rule *listing_rule_find(
    const struct listing *, const char *dimension);
/* True where a rule has that value of that dimension. */
bool listing_states(
    const struct listing *, const char *dimension, const char *value);
/* True where the type, or one below it, is the listing's. */
bool listing_has_type(const struct listing *, const char *type_id);
/*
 * The sentence to show in a list of results: the summary, or the
 * description's beginning up to about 200 characters at a sentence's or
 * word's end.  In the arena given.
 */
char *listing_summary(const struct listing *, struct arena *arena);
/* "Adults 18 and over", "Women aged 16 to 25", or NULL: nothing is stated. */
char *listing_who(const struct listing *, struct arena *arena);
/* One line for cost: "Free", or the source's words cut; NULL: not stated. */
char *listing_cost(const struct listing *, struct arena *arena);
/* One line for referral: "Refer yourself", "GP referral"...; or NULL. */
char *listing_referral(const struct listing *, struct arena *arena);

#endif
