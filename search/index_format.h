/*
 * How the search index lies in its file: a header, a table of sections,
 * and the sections, each at a multiple of 64 bytes.  All numbers are
 * little-endian and lie as in the structs below, so that the mapped file
 * is read in place.  A reader ignores sections it does not know; one with
 * more to say gets a new section, never a changed one.
 */
#ifndef SIGNPOST_INDEX_FORMAT_H
#define SIGNPOST_INDEX_FORMAT_H

#include <stdint.h>

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the index is mapped as it lies: it needs a little-endian machine"
#endif

/* Eight bytes, no NUL. */
#define INDEX_MAGIC_BYTES \
	{ \
		'S', 'i', 'g', 'n', 'p', 'o', 's', 't' \
	}
#define INDEX_ALIGN     64
#define INDEX_MAX_BYTES (1ul << 40) /* longer files are not ours */
/* Documents: three bytes of every 32-bit field stay far from overflow. */
#define INDEX_MAX_DOCUMENTS (1u << 27)
/* A list of more than one document in so many is kept as a bitmap. */
#define INDEX_DENSE 32
/* Documents for which a dense list has one rank and one greatest impact. */
#define INDEX_BLOCK 512

struct index_header {
	char magic[8];
	uint32_t format;
	uint32_t documents;
	uint32_t sections;     /* entries of the table that follows */
	uint32_t header_bytes; /* this struct: where the table begins */
	uint64_t file_bytes;
};

enum index_section_id {
	SECTION_TERM_TEXT = 0, /* NUL-ended texts */
	SECTION_TERMS,         /* struct index_term, by text */
	SECTION_POSTINGS,      /* see struct index_term */
	SECTION_SET_TEXT,
	SECTION_SETS,           /* struct index_set_entry, by kind and text */
	SECTION_SET_DATA,       /* bitmaps and lists */
	SECTION_AREA_PARENTS,   /* struct index_area_parent, by both */
	SECTION_PERSONS,        /* struct index_person, one a document */
	SECTION_FLAGS,          /* uint8_t, one a document: INDEX_FLAG_ */
	SECTION_CHECKED,        /* int32_t day, one a document */
	SECTION_NAME_ORDER,     /* uint32_t, one a document: place by name */
	SECTION_CODE_ORDER,     /* uint32_t, one a document: place by code */
	SECTION_NAME_WORDS,     /* struct index_name_words, one a document */
	SECTION_POSITIONS,      /* struct index_position, along the curve */
	SECTION_POSITION_AT,    /* uint32_t, documents + 1: into the next */
	SECTION_POSITION_OF,    /* uint32_t: into SECTION_POSITIONS */
	SECTION_PHONES,         /* struct index_phone, by reversed digits */
	SECTION_PHONES_FORWARD, /* uint32_t: into it, by digits */
	SECTION_NAME_TEXT,      /* folded names, NUL-ended */
	SECTION_NAMES,   /* struct index_name, by the text from a word on */
	SECTION_TYPES,   /* struct index_type, by id */
	SECTION_TYPE_AT, /* uint32_t, documents + 1: into the next */
	SECTION_TYPE_OF, /* struct index_type_of */
	SECTION_RULE_AT, /* uint32_t, documents + 1: into the next */
	SECTION_RULES,   /* struct index_rule */
	SECTION_WORDING, /* sentences of rules and types, NUL-ended */
	SECTION_CARD_AT, /* uint64_t, documents + 1: into the next */
	SECTION_CARDS,
	SECTION_ROWS, /* int64_t, one a document */
	/* Of these a file of an earlier version has none. */
	SECTION_CONCEPT_TEXT, /* NUL-ended texts */
	SECTION_CONCEPTS,     /* struct index_concept, by text */
	SECTION_ALTERNATIVES, /* struct index_alternative */
	SECTION_WORD_TEXT,    /* NUL-ended texts */
	SECTION_WORDS,        /* struct index_word, by length, then text */
	SECTION_SOUND_TEXT,   /* NUL-ended texts */
	SECTION_SOUND_NAMES,  /* struct index_sound_name */
	SECTION_SOUND_UNITS,  /* struct index_sound_unit, by length, text */
	SECTION_SOUND_KEYS,   /* struct index_sound_key, by key, unit */
	SECTION_SOUND_OF,     /* uint32_t: into SECTION_SOUND_NAMES */
	SECTION_CONTACT_TEXT, /* NUL-ended texts */
	SECTION_CONTACTS,     /* struct index_contact, by text, document */
	SECTION_LOOSE_WORDS,  /* struct index_loose, by text: see loose.h */
	SECTION_LOOSE,        /* likewise: phrases */
	SECTION_HOURS,    /* struct index_hours, one a document */
	SECTION_OPENINGS, /* struct index_opening */
	N_SECTIONS
};
#define SECTION_FIRST_OPTIONAL SECTION_CONCEPT_TEXT

struct index_section {
	uint32_t id;
	uint32_t entry_bytes;
	uint64_t offset, bytes;
};

/* Fields that a term stands in: one bit each. */
enum index_field {
	FIELD_NAME = 0,
	FIELD_ORGANISATION,
	FIELD_TYPE,
	FIELD_DESCRIPTION,
	FIELD_PRACTICAL, /* eligibility, referral, fees, hours, access */
	FIELD_PLACE,
	FIELD_ASIDE, /* what the listing says that it does not do */
	N_FIELDS
};

/*
 * Beside words the terms hold phrases of the vocabulary, as stems with
 * spaces between them, and marks, each with a first byte that no word has.
 */
#define TERM_MARK_TYPE     '@' /* "@talking.nhs": has it or one below it */
#define TERM_MARK_TAG      '#' /* "#sleep-lay": the label of a synonym rule */
#define TERM_MARK_RULE     '=' /* "=gender=women" */
#define TERM_MARK_LIKE     '~' /* "~talking.nhs": is like those of it */
#define TERM_MARK_CAPITALS '^' /* "^add": "ADD", never "add" */

/*
 * A term's postings, in SECTION_POSTINGS, each part at a multiple of 8:
 * sparse: uint32_t documents[count]; uint8_t impacts[count], fields[count]
 * dense:  uint64_t bitmap[words]; uint32_t ranks[blocks]; uint8_t
 *         greatest[blocks], impacts[count], fields[count]
 * The impact is the weight of the term in the document, 1 to 255; a block's
 * rank is how many documents come before it.
 */
struct index_term {
	uint32_t text;
	uint32_t count;
	uint64_t offset;
};

enum index_set_kind {
	SET_SERVED = 1,     /* documents that are served at all */
	SET_ORGANISATION,   /* "organisation: ask what it offers" */
	SET_NATIONAL,       /* serves the whole country or one nation */
	SET_TRAVEL,         /* reached in person alone */
	SET_PLACED,         /* has a position */
	SET_TYPE,           /* id: has it or one below it */
	SET_FEED,           /* id */
	SET_AREA,           /* GSS: names it as a service area */
	SET_AREA_BELOW,     /* GSS: names it, or an area in it */
	SET_AREA_PLACED,    /* GSS: stands in it */
	SET_RESIDENT,       /* GSS: for residents of it */
	SET_RESIDENT_BELOW, /* GSS: for residents of it, or of a part */
	SET_RESIDENT_KNOWN, /* a residence rule names an area we know */
	SET_RULE,           /* "gender=women", "group=carers", "cost=free"... */
	SET_MODE,           /* "phone" */
	SET_STATUS,         /* "paused" */
	SET_STANDS,         /* GSS: a location says that it stands in it */
	SET_TYPED,          /* is of a type by its name, category or source */
	SET_AREA_KNOWN,     /* names service areas by codes, none a nation */
	SET_MODE_LIKELY,    /* "phone": not stated, but all that it gives */
	SET_LANGUAGE,       /* "pl": its code, else as given, folded */
	SET_STATES,         /* "age": says something of that */
	SET_DECIDES,        /* "age": some people are let in, others not */
	SET_OPEN, /* hours_when_name: in every week */
	SET_READ, /* decimal: the day its freshest source was read whole */
};

/*
 * In SECTION_SET_DATA at a multiple of 8: a bitmap of all documents where
 * count > documents / INDEX_DENSE, else uint32_t documents[count].
 */
struct index_set_entry {
	uint32_t kind;
	uint32_t text;
	uint32_t count;
	uint32_t zero;
	uint64_t offset;
};

struct index_area_parent {
	char gss[12], parent[12];
};

#define INDEX_AGE_NONE 255
enum index_age_flag {
	AGE_MIN_FIELD = 1, /* a field states the youngest age */
	AGE_MAX_FIELD = 2,
	AGE_OPEN = 4, /* it says: all ages */
};
/* Stated values; those that a field states are also in the high half. */
enum index_gender_flag {
	GENDER_FLAG_WOMEN = 1,
	GENDER_FLAG_MEN = 2,
	GENDER_FLAG_ALL = 4, /* it says: all genders */
};
enum index_cost_flag {
	COST_FLAG_FREE = 1,
	COST_FLAG_LOW = 2,
	COST_FLAG_SLIDING = 4,
	COST_FLAG_PAID = 8,
};
enum index_residence_flag {
	RESIDENCE_LIVE = 1, /* for residents of a place */
	RESIDENCE_GP = 2,   /* for patients of its surgeries */
	RESIDENCE_EXCEPT = 4, /* and for some others */
};
#define INDEX_FROM_FIELD 4 /* bits by which field flags are shifted */

/*
 * What a listing's rules say of age, gender, cost and residence.  Where it
 * states different ages, "low" and "high" differ.
 */
struct index_person {
	uint8_t age_min_low, age_min_high, age_max_low, age_max_high;
	uint8_t age, gender, cost, residence;
};

enum index_flag {
	INDEX_FLAG_ORGANISATION = 1,
	INDEX_FLAG_NATIONAL = 2,
	INDEX_FLAG_TRAVEL = 4, /* can be travelled to, as far as we know */
	INDEX_FLAG_ROLE = 8,   /* a course for helpers, a role, a room */
	INDEX_FLAG_PAUSED = 16,
	INDEX_FLAG_COMMUNITY = 32, /* for one community (carers, veterans) */
};

struct index_name_words {
	uint8_t name, organisation; /* different telling words; 255: more */
};

struct index_position {
	uint32_t curve;
	uint32_t document; /* with INDEX_POSITION_ABOUT */
	float lat, lon;
};
#define INDEX_POSITION_ABOUT (1u << 31) /* the middle of an outcode */

#define INDEX_PHONE_DIGITS 16
struct index_phone {
	char reversed[INDEX_PHONE_DIGITS]; /* NUL-padded */
	uint32_t document;
};

struct index_name {
	uint32_t text;     /* in SECTION_NAME_TEXT, at a word's start */
	uint32_t document; /* with INDEX_NAME_ORGANISATION */
};
#define INDEX_NAME_ORGANISATION (1u << 31)

struct index_type {
	uint32_t id;     /* text in SECTION_SET_TEXT */
	uint32_t parent; /* place in SECTION_TYPES, or INDEX_NO_TYPE */
	uint32_t count;  /* documents served that have it or one below */
};
#define INDEX_NO_TYPE UINT32_MAX

struct index_type_of {
	uint32_t type;  /* place in SECTION_TYPES */
	uint32_t by;    /* enum type_by */
	uint32_t words; /* in SECTION_WORDING */
};

/* When it is open: struct hours.  Without openings: not stated. */
struct index_hours {
	uint32_t first; /* in SECTION_OPENINGS */
	uint16_t count;
	uint16_t every, some;    /* enum hours_when */
	uint8_t holiday, nations; /* enums of hours.h and holiday.h */
	uint8_t prose;
	uint8_t zero[3];
};
enum index_opening_note {
	OPENING_NOTED = 1,
	OPENING_IN_TERM, /* in term time alone */
};
struct index_opening {
	uint16_t opens, closes; /* minutes */
	uint8_t weekday;        /* as in struct hours */
	uint8_t note;
};

/* A phrase that a query may hold, and all that stands for it. */
struct index_concept {
	uint32_t text;         /* stems joined by spaces */
	uint32_t first, count; /* in SECTION_ALTERNATIVES */
	uint32_t flags;
};
enum index_concept_flag {
	CONCEPT_WEAK = 1,  /* says little beside others */
	CONCEPT_LEARNED = 2, /* a word; what its phrases lead to */
};

/*
 * A word within phrases, and what it is read as there ("": passed over); or
 * what is left of a phrase, and its place in SECTION_CONCEPTS.
 */
struct index_loose {
	uint32_t text; /* in SECTION_CONCEPT_TEXT */
	uint32_t means;
};

/* Types and likeness to them come first among a concept's alternatives. */
enum index_alternative_kind {
	ALTERNATIVE_TYPE = 0,
	ALTERNATIVE_WORDS,
	ALTERNATIVE_TAG,
	ALTERNATIVE_RULE,
	ALTERNATIVE_LIKE,
};
struct index_alternative {
	uint32_t term;  /* place in SECTION_TERMS */
	uint32_t shown; /* in SECTION_CONCEPT_TEXT: as the vocabulary has
			 * it; "": that is never shown */
	float weight;
	uint8_t kind;
	uint8_t greatest; /* impact of the term */
	uint8_t zero[2];
};

/*
 * A word as listings and the vocabulary write it (folded, a to z alone), or
 * what synonyms.txt reads as another one: for spelling.
 */
struct index_word {
	uint32_t text;     /* in SECTION_WORD_TEXT */
	uint32_t means;    /* of a slip, there too; else itself */
	uint32_t listings; /* that have it */
	uint32_t letters;  /* bits: those in it, a the lowest */
	uint32_t flags;
};
enum index_word_flag {
	WORD_VOCABULARY = 1, /* stands in it, other than as a slip */
	WORD_NAME = 2,       /* of a listing, organisation or place */
	WORD_OFTEN = 8,      /* ... alone, or in several phrases */
	WORD_KEPT = 32,      /* right as it is, and no other is meant by it */
	WORD_SLIP = 4,       /* "pannick"; may be several: "metal health" */
	WORD_UNSHOWN = 16,   /* nothing is read as it, for it would be shown */
};

/* A name of listings or organisations, and words by which it is heard. */
struct index_sound_name {
	uint32_t text;     /* in SECTION_SOUND_TEXT, as it is shown */
	uint32_t listings; /* served ones that have it */
};
/* A word of names, or two neighbours as one. */
struct index_sound_unit {
	uint32_t text; /* in SECTION_SOUND_TEXT */
	uint32_t letters;
	uint32_t first, count; /* in SECTION_SOUND_OF */
};
struct index_sound_key {
	uint32_t key;    /* in SECTION_SOUND_TEXT */
	uint32_t sounds; /* there too: all that it stands for */
	uint32_t unit;
};

/* A mail or web address, a host, or a postcode. */
struct index_contact {
	uint32_t text;     /* in SECTION_CONTACT_TEXT */
	uint32_t document; /* with INDEX_CONTACT_ORGANISATION */
};
#define INDEX_CONTACT_ORGANISATION (1u << 31) /* not the listing's own */

struct index_rule {
	uint32_t dimension, value; /* texts in SECTION_SET_TEXT */
	uint32_t sentence;         /* in SECTION_WORDING */
	uint32_t from_field;
};

#endif
