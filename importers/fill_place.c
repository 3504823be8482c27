/* Fields of a location and of an opening. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

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

/* As programs write what is near nought, too: "-8.5677E-2". */
static bool
read_degrees(const char *text, double *degrees)
{
	size_t mantissa = strspn(text, "+-.0123456789");
	char *end;

	if (mantissa == 0 || (text[mantissa] | 0x20) != 'e')
		return number_double(
		    text, -FILL_MAX_DEGREES, FILL_MAX_DEGREES, degrees);
	*degrees = strtod(text, &end);
	return *end == '\0' && isfinite(*degrees) &&
	       fabs(*degrees) <= FILL_MAX_DEGREES;
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
	if (!read_degrees(values->items[0].text, degrees)) {
		*degrees = NAN;
		fill_say(slot, &values->items[0],
		    arena_printf(values->arena,
			"'%.80s' is no number of "
			"degrees",
			values->items[0].text),
		    "not placed on the map");
	}
}

/*
 * Half of an Ordnance Survey position, kept where the degrees go: none is
 * as small as a degree, so that fill_end() knows it.  0 says nothing.
 */
void
fill_metres(const struct fill_slot *slot, struct values *values)
{
	double *half =
	    (double *)(void *)((char *)slot->base + slot->field->offset);
	double metres;

	filter_nonempty_values(NULL, NULL, values);
	if (!isnan(*half) || values->count == 0 ||
	    filter_placeholder(values->items[0].text))
		return;
	if (!number_double(values->items[0].text, 0, 2e6, &metres))
		fill_say(slot, &values->items[0],
		    arena_printf(values->arena, "'%.80s' is no %s in metres",
			values->items[0].text, slot->field->name),
		    "not placed on the map");
	else if (metres > FILL_MAX_DEGREES)
		*half = metres;
}

/* The days of "Monday", "Mon-Fri" or "Monday to Friday"; 0: none. */
static unsigned
read_days(struct arena *arena, const char *text)
{
	char *first = arena_strdup(arena, text), *last;
	int from = hours_weekday_parse(first), to;
	unsigned days = 0;

	if (from >= 0)
		return 1u << from;
	last = strstr(first, " to ");
	if (last == NULL)
		last = strchr(first, '-');
	if (last == NULL)
		return 0;
	for (char *end = last; end > first && end[-1] == ' '; end--)
		end[-1] = '\0';
	last += *last == '-' ? 1 : 4;
	first[strcspn(first, "-")] = '\0';
	last += strspn(last, " ");
	from = hours_weekday_parse(first);
	to = hours_weekday_parse(last);
	if (from < 0 || to < 0 || from > 6 || to > 6)
		return 0;
	for (int day = from;; day = (day + 1) % 7) {
		days |= 1u << day;
		if (day == to)
			return days;
	}
}

/*
 * One day stands as it is; several as -1 less their set, until fill_end()
 * makes an opening of each.
 */
void
fill_weekday(const struct fill_slot *slot, struct values *values)
{
	struct listing_opening *opening = slot->base;
	unsigned days = 0, read;

	filter_collapse_values(NULL, NULL, values);
	for (size_t i = 0; i < values->count; i++) {
		read = read_days(values->arena, values->items[i].text);
		if (read == 0)
			fill_say(slot, &values->items[i],
			    arena_printf(values->arena, "'%.80s' is no weekday",
				values->items[i].text),
			    "opening dropped");
		days |= read;
	}
	if (days == 0)
		return;
	opening->weekday =
	    (days & (days - 1)) != 0 ? -1 - (int)days : __builtin_ctz(days);
}

static bool
says_closed(const char *text)
{
	return strncasecmp(text, "closed", 6) == 0 || filter_placeholder(text);
}

void
fill_minute(const struct fill_slot *slot, struct values *values)
{
	int *minute = (int *)(void *)((char *)slot->base + slot->field->offset);

	filter_nonempty_values(NULL, NULL, values);
	if (values->count == 0 || says_closed(values->items[0].text))
		return;
	*minute = hours_minute_parse(values->items[0].text);
	if (*minute < 0)
		fill_say(slot, &values->items[0],
		    arena_printf(values->arena, "'%.80s' is no time of day",
			values->items[0].text),
		    "opening dropped");
}

/* "9am - 5pm", "09:00 to 17:00", "24 hours"; false where it is no time. */
static bool
read_span(char *text, int *opens, int *closes)
{
	static const char *const between[] = {
	    " to ", " until ", " till ", "\xe2\x80\x93", "-"};
	char *cut = NULL;
	size_t length = 0;

	for (size_t i = 0; cut == NULL && i < ARRAY_LEN(between); i++) {
		cut = strstr(text, between[i]);
		length = strlen(between[i]);
	}
	if (cut == NULL) {
		*opens = 0;
		*closes = 1440;
		return strncasecmp(text, "24 hour", 7) == 0 ||
		       strncasecmp(text, "open 24 hour", 12) == 0;
	}
	*cut = '\0';
	for (char *end = cut; end > text && end[-1] == ' '; end--)
		end[-1] = '\0';
	cut += length;
	cut += strspn(cut, " ");
	*opens = hours_minute_parse(text);
	*closes = hours_minute_parse(cut);
	return *opens >= 0 && *closes >= 0;
}

/*
 * All times of one day, "09:00-12:00, 13:00-17:00": the first in this
 * opening, each other in one of its own with the same day.
 */
void
fill_times(const struct fill_slot *slot, struct values *values)
{
	struct listing *listing = slot->fill->listing;
	struct listing_opening *opening = slot->base;
	size_t own = (size_t)(opening - listing->openings);
	char *save, *part, *given;
	int opens, closes;
	bool first = opening->opens < 0;

	for (size_t i = 0; i < values->count; i++) {
		given = arena_strdup(values->arena, values->items[i].text);
		for (part = strtok_r(given, ",;/&\n", &save); part != NULL;
		     part = strtok_r(NULL, ",;/&\n", &save)) {
			size_t length = strlen(part += strspn(part, " \t"));

			while (length > 0 && strchr(" \t\r", part[length - 1]))
				part[--length] = '\0';
			if (length == 0 || says_closed(part))
				continue;
			if (!read_span(part, &opens, &closes)) {
				fill_say(slot, &values->items[i],
				    arena_printf(values->arena,
					"'%.80s' are no times of a day",
					values->items[i].text),
				    "left out");
				break;
			}
			if (!first) {
				if (fill_item_add(slot->fill, FILL_OPENING) < 0)
					return;
				opening =
				    &listing->openings[listing->openings_count -
						       1];
				opening->weekday = FILL_SAME_DAY;
				opening->note = listing->openings[own].note;
			} else {
				opening = &listing->openings[own];
			}
			opening->opens = opens;
			opening->closes = closes;
			first = false;
		}
	}
}
