#include "importers/places_outcodes.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

#define OUTCODE_TEXT 5                         /* "SW1A" and NUL */
#define SLOTS        (4 * PLACES_MAX_OUTCODES) /* at most a quarter is taken */

struct outcode {
	char text[OUTCODE_TEXT];
	long postcodes;
	int64_t lat_e6_sum, lon_e6_sum;
	struct outcode_district {
		char gss[PLACE_GSS_TEXT];
		long postcodes;
	} districts[PLACE_MAX_DISTRICTS];
	size_t districts_count;
};

struct places_outcodes {
	struct outcode outcodes[PLACES_MAX_OUTCODES];
	size_t count;
	uint16_t slots[SLOTS]; /* position in outcodes and 1; 0: free */
};

struct places_outcodes *
places_outcodes_new(void)
{
	return xcalloc(1, sizeof(struct places_outcodes));
}

void
places_outcodes_free(struct places_outcodes *outcodes)
{
	free(outcodes);
}

/* NULL: there is no room for one more. */
static struct outcode *
outcodes_find(struct places_outcodes *outcodes, const char text[OUTCODE_TEXT])
{
	uint32_t hash = 2166136261u; /* FNV-1a, for it is short */
	size_t i;

	for (i = 0; text[i] != '\0'; i++)
		hash = (hash ^ (unsigned char)text[i]) * 16777619u;
	for (i = hash % SLOTS; outcodes->slots[i] != 0; i = (i + 1) % SLOTS) {
		struct outcode *outcode =
		    &outcodes->outcodes[outcodes->slots[i] - 1];

		if (strcmp(outcode->text, text) == 0)
			return outcode;
	}
	if (outcodes->count == PLACES_MAX_OUTCODES)
		return NULL;
	outcodes->slots[i] = (uint16_t)(outcodes->count + 1);
	memcpy(outcodes->outcodes[outcodes->count].text, text, OUTCODE_TEXT);
	return &outcodes->outcodes[outcodes->count++];
}

static void
outcode_add_district(struct outcode *outcode, const char *gss)
{
	size_t i;

	for (i = 0; i < outcode->districts_count; i++)
		if (strcmp(outcode->districts[i].gss, gss) == 0)
			break;
	/* Seven is the most there is; nonsense could bring more. */
	if (i == PLACE_MAX_DISTRICTS)
		return;
	if (i == outcode->districts_count) {
		outcode->districts_count++;
		memcpy(outcode->districts[i].gss, gss, PLACE_GSS_TEXT);
	}
	outcode->districts[i].postcodes++;
}

bool
places_outcodes_add(struct places_outcodes *outcodes, const char *postcode,
    int32_t lat_e6, int32_t lon_e6, const char *district)
{
	char text[OUTCODE_TEXT] = "";
	unsigned length = postcode_outcode_length(postcode);
	struct outcode *outcode;

	if (length >= OUTCODE_TEXT)
		return false;
	memcpy(text, postcode, length);
	outcode = outcodes_find(outcodes, text);
	if (outcode == NULL)
		return false;
	outcode->postcodes++;
	outcode->lat_e6_sum += lat_e6;
	outcode->lon_e6_sum += lon_e6;
	if (district[0] != '\0')
		outcode_add_district(outcode, district);
	return true;
}

static int
outcode_compare(const void *left, const void *right)
{
	const struct outcode *a = left, *b = right;

	return strcmp(a->text, b->text);
}

static int
district_compare(const void *left, const void *right)
{
	const struct outcode_district *a = left, *b = right;

	if (a->postcodes != b->postcodes)
		return a->postcodes > b->postcodes ? -1 : 1;
	return strcmp(a->gss, b->gss);
}

void
places_outcodes_finish(
    struct places_outcodes *outcodes, const struct place_sink *sink)
{
	const char *districts[PLACE_MAX_DISTRICTS];
	struct places_outcode out;
	size_t i, j;

	/* The order changes: no more can be added to these slots. */
	memset(outcodes->slots, 0, sizeof(outcodes->slots));
	qsort(outcodes->outcodes, outcodes->count, sizeof(*outcodes->outcodes),
	    outcode_compare);
	for (i = 0; i < outcodes->count; i++) {
		struct outcode *outcode = &outcodes->outcodes[i];

		if (outcode->districts_count == 0)
			continue;
		qsort(outcode->districts, outcode->districts_count,
		    sizeof(*outcode->districts), district_compare);
		for (j = 0; j < outcode->districts_count; j++)
			districts[j] = outcode->districts[j].gss;
		out = (struct places_outcode){
		    .outcode = outcode->text,
		    .lat_e6 =
			(int32_t)(outcode->lat_e6_sum / outcode->postcodes),
		    .lon_e6 =
			(int32_t)(outcode->lon_e6_sum / outcode->postcodes),
		    .postcodes = outcode->postcodes,
		    .districts = districts,
		    .districts_count = outcode->districts_count,
		};
		sink->outcode(sink->arg, &out);
	}
	memset(outcodes, 0, sizeof(*outcodes));
}
