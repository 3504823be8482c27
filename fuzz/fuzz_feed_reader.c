/* A hostile feed, read with the mappings that we ship. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/paths.h"
#include "fuzz/feed_sink.h"

#include <fcntl.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

static const char *const names[] = {
    "directory", "jadu", "nhs-organisation", "nhs-syndication", "rows"};
static struct mapping *mappings[ARRAY_LEN(names)];

static struct mapping *
load(const char *name)
{
	char *file = xasprintf("mappings/%s.mapping", name);
	char *path = path_data(file), chunk[4096];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct mapping_error error;
	struct mapping *mapping;
	struct buf text = {0};
	ssize_t got;

	while ((got = read(fd, chunk, sizeof(chunk))) > 0)
		buf_add(&text, chunk, (size_t)got);
	mapping = mapping_parse(name, buf_text(&text), &error);
	if (fd < 0 || mapping == NULL)
		abort();
	close(fd);
	buf_clear(&text);
	free(path);
	free(file);
	return mapping;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
	if (mappings[0] == NULL)
		for (size_t i = 0; i < ARRAY_LEN(names); i++)
			mappings[i] = load(names[i]);
	feed_sink_read(mappings, ARRAY_LEN(names), data, length, 64 * 1024);
	/* The same in small pieces, past the choice of a mapping. */
	feed_sink_read(&mappings[4], 1, data, length, 13);
	return 0;
}
