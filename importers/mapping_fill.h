/*
 * From the values that a mapping found to the fields of a listing: each
 * field reads its own kind of text, keeps what cannot be read as it was
 * given, and says so.
 */
#ifndef SIGNPOST_MAPPING_FILL_H
#define SIGNPOST_MAPPING_FILL_H

#include "importers/filter.h"
#include "importers/mapping.h"

/* What a block is about; a field belongs to one. */
enum fill_block {
	FILL_LISTING = 0,
	FILL_LOCATION,
	FILL_PHONE,
	FILL_AREA,
	FILL_CATEGORY,
	FILL_OPENING,
};

struct fill {
	struct arena *arena;
	struct listing *listing;
	const struct mapping_handler *handler;
	bool refused; /* a rule was broken that costs the whole record */
	bool unsure;  /* a privacy mark could not be read */
};

struct fill_field; /* one entry of the table of fields */

/*
 * The field with this name in this block; in a listing also "phone",
 * "location.postcode" and the like.  NULL: no such field.
 */
const struct fill_field *fill_field_find(
    enum fill_block block, const char *name);
/* All names of a block, for a message. */
void fill_field_names(enum fill_block block, char *out, size_t size);
const char *fill_field_name(const struct fill_field *field);
/* The names of a block's fields, at most "max"; returns how many. */
size_t fill_field_list(enum fill_block block, const char **names, size_t max);
#define MAPPING_MAX_NAMES 100 /* room for a block's fields and statements */
/* The block a word opens ("location"); false where it opens none. */
bool fill_block_find(const char *word, enum fill_block *block);
/* True for a dimension of eligibility.tsv that a "rule" may state. */
bool fill_dimension_known(const char *dimension);

/* Starts a listing: "line" is that of its opening tag. */
void fill_begin(struct fill *fill, struct arena *arena, struct listing *listing,
    const struct mapping_handler *handler, long line);
/* A new item of a block's list; its index, or -1 where the list is full. */
long fill_item_add(struct fill *fill, enum fill_block block);
/* Takes the last item away again. */
void fill_item_drop(struct fill *fill, enum fill_block block);
/*
 * Fills a field from values.  "item" is the index in the block's list (of a
 * dotted name: 0, made where it is missing); "argument" is a rule's
 * dimension.  What stands in a field already is left.
 */
void fill_field(struct fill *fill, const struct fill_field *field, long item,
    const char *argument, struct values *values);
/* Reports about a value of this field. */
void fill_report(struct fill *fill, const char *field,
    const struct value *value, const char *what, const char *done);
/*
 * Looks at the listing as a whole: drops items that say nothing, checks
 * positions, requires a name.  False where the record must be refused.
 */
bool fill_end(struct fill *fill) MUST_CHECK;

/*
 * After fill_end(): false, and reported, where the record lacks one of these
 * (listing_required.h).
 */
bool fill_require(struct fill *fill, unsigned required) MUST_CHECK;

#endif
