/* A hostile feed, read with the mappings that we ship. */
#include <assert.h>
#include <fcntl.h>
#include <glob.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/paths.h"
#include "fuzz/feed_sink.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

static struct mapping *mappings[20], *rows;
static size_t mappings_count;

static struct mapping *
load(const char *name, const char *path)
{
	char chunk[4096];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct mapping_error error;
	struct mapping *mapping;
	struct buf text = {0};
	ssize_t got;

	assert(fd >= 0);
	while ((got = read(fd, chunk, sizeof(chunk))) > 0)
		buf_add(&text, chunk, (size_t)got);
	mapping = mapping_parse(name, buf_text(&text), &error);
	assert(mapping != NULL);
	close(fd);
	buf_clear(&text);
	return mapping;
}

static void
load_all(void)
{
	char *folder = path_data("mappings");
	char *pattern = xasprintf("%s/*.mapping", folder);
	glob_t found;

	assert(glob(pattern, 0, NULL, &found) == 0);
	assert(found.gl_pathc <= ARRAY_LEN(mappings));
	for (size_t i = 0; i < found.gl_pathc; i++) {
		const char *base = strrchr(found.gl_pathv[i], '/') + 1;
		char *name = xstrndup(base, strcspn(base, "."));

		mappings[i] = load(name, found.gl_pathv[i]);
		if (strcmp(name, "rows") == 0)
			rows = mappings[i];
		free(name);
	}
	assert(rows != NULL);
	mappings_count = found.gl_pathc;
	globfree(&found);
	free(pattern);
	free(folder);
}

/* What is no XML, on its way through every repair. */
static void
mend(const uint8_t *data, size_t length)
{
	static const char text[] =
	    "repair raw-ampersand control-characters windows-1252 "
	    "html-entities\nrecords /*/*\nid @id\nname .\n";
	static struct mapping *mapping;
	struct mapping_error error;

	if (mapping == NULL)
		mapping = mapping_parse("mended", text, &error);
	feed_sink_read(&mapping, 1, data, length, 7);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
	if (mappings_count == 0)
		load_all();
	feed_sink_read(mappings, mappings_count, data, length, 64 * 1024);
	/* The same in small pieces, past the choice of a mapping. */
	feed_sink_read(&rows, 1, data, length, 13);
	mend(data, length);
	feed_sink_survey(data, length, 11, NULL, NULL);
	return 0;
}
