#include "server/gaps.h"

#include <stdlib.h>
#include <string.h>

#include "base/say.h"

const struct gaps_column gaps_columns[TALLY_COLUMNS] = {
    [TALLY_ALL] = {N_("All"), "listings"},
    [TALLY_UNDER_12] = {N_("Under 12"), "age_under_12"},
    [TALLY_12_TO_17] = {N_("12 to 17"), "age_12_to_17"},
    [TALLY_18_TO_25] = {N_("18 to 25"), "age_18_to_25"},
    [TALLY_26_TO_64] = {N_("26 to 64"), "age_26_to_64"},
    [TALLY_FROM_65] = {N_("65 and over"), "age_65_and_over"},
    [TALLY_AGE_NOT_STATED] = {N_("Not stated"), "age_not_stated"},
    [TALLY_FREE] = {N_("Free"), "cost_free"},
    [TALLY_LOW] = {N_("Low, or by income"), "cost_low"},
    [TALLY_PAID] = {N_("Full fee"), "cost_full_fee"},
    [TALLY_COST_NOT_STATED] = {N_("Not stated"), "cost_not_stated"},
    [TALLY_SELF] = {N_("Refer yourself"), "referral_self"},
    [TALLY_GP] = {N_("By a GP"), "referral_gp"},
    [TALLY_PROFESSIONAL] = {N_("By a professional"), "referral_professional"},
    [TALLY_REFERRAL_NOT_STATED] = {N_("Not stated"), "referral_not_stated"},
};

static void
read_choice(struct gaps *gaps, const struct request *request)
{
	const char *area = request_parameter(request, "area");
	const char *type = request_parameter(request, "type");

	gaps->type = -1;
	if (area != NULL && *area != '\0') {
		gaps->area_given = area;
		gaps->has_area = served_area_find(gaps->context->served, area,
				     &gaps->area) == PLACE_FOUND &&
				 (gaps->area.kind == PLACE_COUNCIL ||
				     gaps->area.kind == PLACE_WARD);
		gaps->area_wrong = !gaps->has_area;
	}
	if (type != NULL && *type != '\0') {
		gaps->type_given = type;
		gaps->type =
		    vocabulary_type_find(gaps->context->vocabulary, type);
		gaps->type_wrong = gaps->type < 0;
	}
}

static int
compare_places(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	return order != 0 ? order : strcmp(x->gss, y->gss);
}

static void
find_councils(struct gaps *gaps)
{
	const struct keepers *keepers = &gaps->keepers;
	const char **areas, **codes;
	size_t count;

	if (gaps->has_area) {
		gaps->councils = &gaps->area;
		gaps->councils_count = 1;
		return;
	}
	areas = arena_alloc(
	    gaps->arena, (keepers->feeds_count + 1) * sizeof(*areas));
	for (size_t i = 0; i < keepers->feeds_count; i++)
		areas[i] = keepers->feeds[i].area;
	count =
	    tally_councils(gaps->counter, areas, keepers->feeds_count, &codes);
	gaps->councils =
	    arena_alloc(gaps->arena, (count + 1) * sizeof(*gaps->councils));
	for (size_t i = 0; i < count; i++) {
		struct place *place = &gaps->councils[gaps->councils_count];

		/* Of a code that no list of places has there is no name. */
		gaps->councils_count += served_area_find(gaps->context->served,
					    codes[i], place) == PLACE_FOUND &&
					strcmp(place->gss, codes[i]) == 0;
	}
	qsort(gaps->councils, gaps->councils_count, sizeof(*gaps->councils),
	    compare_places);
}

bool
gaps_read(const struct context *context, const struct request *request,
    struct arena *arena, struct gaps *out)
{
	*out = (struct gaps){.context = context, .arena = arena};
	read_choice(out, request);
	if (!keepers_read(context, arena, &out->keepers))
		return false;
	out->counter =
	    tally_new(context->index, context->vocabulary, context->now, arena);
	find_councils(out);
	return true;
}

size_t
gaps_types(const struct gaps *gaps, bool all, const int **out)
{
	const struct vocabulary *vocabulary = gaps->context->vocabulary;
	size_t types = vocabulary_types_count(vocabulary), count = 0;
	int *rows = arena_alloc(gaps->arena, (types + 1) * sizeof(*rows));

	for (size_t i = 0; i < types; i++) {
		const struct vocabulary_type *type =
		    vocabulary_type(vocabulary, i);

		if (gaps->type >= 0
			? vocabulary_type_within(type->id,
			      vocabulary_type(vocabulary, (size_t)gaps->type)
				  ->id)
			: all || type->parent < 0)
			rows[count++] = (int)i;
	}
	*out = rows;
	return count;
}

char *
gaps_url(const struct gaps *gaps, const char *path, const char *area_slug,
    int type, long page)
{
	struct buf url = {0};
	char between = '?', *kept;

	buf_add_text(&url, path);
	if (area_slug != NULL) {
		buf_printf(&url, "%carea=%s", between, area_slug);
		between = '&';
	}
	if (type >= 0) {
		buf_printf(&url, "%ctype=%s", between,
		    vocabulary_type(gaps->context->vocabulary, (size_t)type)
			->id);
		between = '&';
	}
	if (page > 1)
		buf_printf(&url, "%cpage=%ld", between, page);
	kept = arena_strdup(gaps->arena, buf_text(&url));
	buf_clear(&url);
	return kept;
}
