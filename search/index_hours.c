#include "search/index_hours.h"

#include <string.h>
#include <strings.h>

#include "search/index_builder.h"

static uint8_t
note_flag(const struct listing_opening *opening)
{
	if (opening->note == NULL)
		return 0;
	return hours_in_term(opening) ? OPENING_IN_TERM : OPENING_NOTED;
}

static void
add_opening(
    struct index_builder *builder, const struct listing_opening *opening)
{
	struct index_opening *entry;

	builder->openings = grow_array(builder->openings,
	    builder->openings_count, sizeof(*builder->openings));
	entry = &builder->openings[builder->openings_count++];
	memset(entry, 0, sizeof(*entry));
	entry->opens = (uint16_t)opening->opens;
	entry->closes = (uint16_t)opening->closes;
	entry->weekday = (uint8_t)opening->weekday;
	entry->note = note_flag(opening);
}

void
index_hours_add(struct index_builder *builder, const struct listing *listing)
{
	struct index_hours *entry = &builder->hours[builder->documents];
	struct arena arena = {0};
	struct hours hours;
	unsigned every, some;

	hours_of_listing(listing, &arena, &hours);
	hours_when(&hours, &every, &some);
	memset(entry, 0, sizeof(*entry));
	entry->first = builder->openings_count;
	entry->count = (uint16_t)hours.count;
	entry->every = (uint16_t)every;
	entry->some = (uint16_t)some;
	entry->holiday = (uint8_t)hours.holiday;
	entry->nations = (uint8_t)hours.nations;
	entry->prose = hours.prose;
	for (size_t i = 0; i < hours.count; i++)
		add_opening(builder, &hours.openings[i]);
	for (unsigned bit = 0; bit < HOURS_WHEN_COUNT; bit++)
		if ((every & 1u << bit) != 0)
			index_builder_set_add(builder, SET_OPEN,
			    hours_when_name[bit], builder->documents);
	arena_clear(&arena);
}

/* NULL where the file has none that can be used. */
static const struct index_hours *
entry_of(const struct index *index, uint32_t document)
{
	const struct index_hours *entry = index->part[SECTION_HOURS].data;
	size_t openings = index->part[SECTION_OPENINGS].count;

	if (entry == NULL || document >= index->documents)
		return NULL;
	entry += document;
	if (entry->first > openings || entry->count > openings - entry->first ||
	    entry->count > LISTING_MAX_ITEMS ||
	    entry->holiday > HOURS_HOLIDAY_USUAL)
		return NULL;
	return entry;
}

void
index_hours_of(const struct index *index, uint32_t document,
    struct listing_opening *openings, struct hours *out)
{
	static char noted[] = "", in_term[] = HOURS_TERM_TIME;
	const struct index_hours *entry = entry_of(index, document);
	const struct index_opening *all = index->part[SECTION_OPENINGS].data;

	memset(out, 0, sizeof(*out));
	if (entry == NULL)
		return;
	for (size_t i = 0; i < entry->count; i++) {
		const struct index_opening *from = &all[entry->first + i];

		if (!HOURS_WEEKDAY_IS(from->weekday) || from->opens > 1440 ||
		    from->closes > 1440)
			return;
		openings[i].weekday = from->weekday;
		openings[i].opens = from->opens;
		openings[i].closes = from->closes;
		openings[i].note = from->note == OPENING_IN_TERM ? in_term
				   : from->note != 0             ? noted
								 : NULL;
	}
	out->openings = openings;
	out->count = entry->count;
	out->holiday = (enum hours_holiday)entry->holiday;
	out->nations = entry->nations & HOLIDAY_ALL;
	out->prose = entry->prose != 0;
}

void
index_hours_when(const struct index *index, uint32_t document, unsigned *every,
    unsigned *some)
{
	const struct index_hours *entry = entry_of(index, document);

	*every = entry != NULL ? entry->every : 0;
	*some = entry != NULL ? entry->some : 0;
}
