#include "fuzz/sample_query.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/url.h"
#include "fuzz/sample_index.h"

#define MAX_PARAMETERS 64

const struct index *
sample_query_index(void)
{
	static struct index *index;
	const unsigned char *file;
	char error[300];
	size_t bytes;

	if (index == NULL) {
		file = sample_index_bytes(&bytes);
		index =
		    index_open(sample_file(file, bytes), error, sizeof(error));
		assert(index != NULL);
	}
	return index;
}

/* Splits the text in place. */
static size_t
split(char *text, char between, struct query_parameter *out)
{
	const char ends[2] = {between, '\0'};
	size_t count = 0;
	char *pair;

	while (count < MAX_PARAMETERS && (pair = strsep(&text, ends)) != NULL) {
		char *value = strchr(pair, '=');

		if (value == NULL)
			continue;
		*value = '\0';
		out[count].name = pair;
		out[count++].value = value + 1;
	}
	return count;
}

void
sample_query_read(
    const char *text, char between, struct arena *arena, struct query *out)
{
	struct query_parameter parameters[MAX_PARAMETERS];
	struct query_places places = sample_places;
	struct query_error errors[4];
	size_t count = split(arena_strdup(arena, text), between, parameters);

	places.index = sample_query_index();
	query_parse(parameters, count, &places, sample_vocabulary(), arena, out,
	    errors, 4);
}
