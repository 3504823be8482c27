/* Fields of a location and of an opening. */
#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "importers/fill_fields.h"
#include "importers/fill_read.h"
#include "schema/hours.h"
#include "schema/place.h"
#include "schema/postcode.h"

void
fill_postcode(const struct fill_slot *slot, struct values *values)
{
	struct listing_location *at = slot->base;
	char postcode[POSTCODE_TEXT];
	enum postcode_kind kind;
	const struct value *value;

	filter_collapse_values(NULL, NULL, values);
	if (at->postcode != NULL || at->postcode_given != NULL ||
	    values->count == 0)
		return;
	value = &values->items[0];
	if (*value->text == '\0' || filter_placeholder(value->text))
		return;
	kind = postcode_parse(value->text, postcode);
	if (kind == POSTCODE_UNIT || kind == POSTCODE_OUTCODE) {
		at->postcode = arena_strdup(slot->fill->arena, postcode);
		return;
	}
	at->postcode_given = arena_strdup(
	    slot->fill->arena, fill_clip(values, 0, LISTING_MAX_SHORT));
	fill_say(slot, value,
	    arena_printf(values->arena, "'%.80s' is no postcode", value->text),
	    "kept as text, not placed by it");
}

void
fill_address(const struct fill_slot *slot, struct values *values)
{
	char *joined;

	if (*fill_text_slot(slot) != NULL)
		return;
	joined = fill_read_address(values);
	if (*joined != '\0')
		fill_set_text(slot, &values->items[0], joined);
}

static void
set_point(struct listing_location *at, const struct values *values)
{
	char *end;

	if (values->count == 0 || at->position_from == POSITION_SOURCE)
		return;
	at->lat = strtod(values->items[0].text, &end);
	at->lon = strtod(end + 1, NULL);
	at->position_from = POSITION_SOURCE;
}

void
fill_latlon(const struct fill_slot *slot, struct values *values)
{
	struct filter_run run = {fill_say_cb, (void *)slot};

	filter_latlon_values(NULL, &run, values);
	set_point(slot->base, values);
}

void
fill_grid(const struct fill_slot *slot, struct values *values)
{
	struct filter_run run = {fill_say_cb, (void *)slot};

	filter_grid_values(NULL, &run, values);
	set_point(slot->base, values);
}

/* One half of a position; fill_end() looks at both. */
void
fill_degrees(const struct fill_slot *slot, struct values *values)
{
	double *degrees =
	    (double *)(void *)((char *)slot->base + slot->field->offset);

	filter_nonempty_values(NULL, NULL, values);
	if (!isnan(*degrees) || values->count == 0 ||
	    filter_placeholder(values->items[0].text))
		return;
	if (!number_double(values->items[0].text, -180, 180, degrees)) {
		*degrees = NAN;
		fill_say(slot, &values->items[0],
		    arena_printf(values->arena,
			"'%.80s' is no number of "
			"degrees",
			values->items[0].text),
		    "not placed on the map");
	}
}

void
fill_weekday(const struct fill_slot *slot, struct values *values)
{
	struct listing_opening *opening = slot->base;

	filter_nonempty_values(NULL, NULL, values);
	if (values->count == 0)
		return;
	opening->weekday = hours_weekday_parse(values->items[0].text);
	if (opening->weekday < 0)
		fill_say(slot, &values->items[0],
		    arena_printf(values->arena, "'%.80s' is no weekday",
			values->items[0].text),
		    "opening dropped");
}

void
fill_minute(const struct fill_slot *slot, struct values *values)
{
	int *minute = (int *)(void *)((char *)slot->base + slot->field->offset);

	filter_nonempty_values(NULL, NULL, values);
	if (values->count == 0)
		return;
	*minute = hours_minute_parse(values->items[0].text);
	if (*minute < 0)
		fill_say(slot, &values->items[0],
		    arena_printf(values->arena, "'%.80s' is no time of day",
			values->items[0].text),
		    "opening dropped");
}
