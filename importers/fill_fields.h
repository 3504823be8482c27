/* How each field reads its values: the entries of the table of fields. */
#ifndef SIGNPOST_FILL_FIELDS_H
#define SIGNPOST_FILL_FIELDS_H

#include "importers/mapping_fill.h"

/* Where values go: the listing or one item of its lists. */
struct fill_slot {
	struct fill *fill;
	const struct fill_field *field;
	void *base; /* the struct that the field's offset counts from */
	const char *argument; /* a rule's dimension */
};

typedef void fill_fn(const struct fill_slot *slot, struct values *values);

struct fill_field {
	const char *name;
	enum fill_block block;
	fill_fn *run;
	size_t offset; /* of the member, where "run" serves several */
	size_t max_bytes;
};

/* Reports about a value of the slot's field. */
void fill_say(const struct fill_slot *slot, const struct value *value,
    const char *what, const char *done);
/* The same for filters that a field runs by itself; arg is the slot. */
filter_report_cb fill_say_cb;
/* The text that the slot's field fills. */
char **fill_text_slot(const struct fill_slot *slot);
/* Sets it, where it is not empty, cut at the field's limit. */
void fill_set_text(
    const struct fill_slot *slot, const struct value *value, const char *text);

/* One text, date or word: fill_text.c. */
fill_fn fill_line, fill_lines, fill_id, fill_url, fill_email, fill_day,
    fill_status;
/* Lists and rules: fill_lists.c. */
fill_fn fill_phones, fill_text_phones, fill_phone_number, fill_phone_text,
    fill_language, fill_mode, fill_type, fill_categories, fill_areas,
    fill_area_national, fill_rule, fill_age;
/* Places and openings: fill_place.c. */
#define FILL_MAX_DEGREES 180 /* more is metres: fill_metres() */
fill_fn fill_postcode, fill_address, fill_latlon, fill_grid, fill_degrees,
    fill_metres, fill_weekday, fill_minute, fill_times;

/* The weekday of an opening that has the one of the opening before it. */
#define FILL_SAME_DAY (-1000)

#endif
