/*
 * Runs a fuzz target over the files of its corpus, without a fuzzer: every
 * input that ever mattered is a test.  The corpus is fuzz/corpus/NAME for
 * the program fuzz/replay_NAME (or REPLAY_CORPUS, where two targets share
 * one); files or folders may be given instead.
 */
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/log.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

static int count;

static void
replay_file(const char *path)
{
	struct buf content = {0};
	char block[8192];
	uint8_t *exact;
	size_t step;
	FILE *file;

	file = fopen(path, "rb");
	if (file == NULL)
		fatal("%s: %s", path, strerror(errno));
	while ((step = fread(block, 1, sizeof(block), file)) > 0)
		buf_add(&content, block, step);
	fclose(file);
	/* A copy of exactly that size: one byte too far is then seen. */
	exact = xmalloc(content.length);
	if (content.length > 0)
		memcpy(exact, content.data, content.length);
	LLVMFuzzerTestOneInput(exact, content.length);
	free(exact);
	buf_clear(&content);
	/* Named before the next runs, so that a crash is after the last. */
	printf("ok - %s\n", path);
	fflush(stdout);
	count++;
}

static void
replay(const char *path)
{
	struct stat status;
	struct dirent **names;
	char *inside;
	int found, i;

	if (stat(path, &status) < 0)
		fatal("%s: %s", path, strerror(errno));
	if (!S_ISDIR(status.st_mode)) {
		replay_file(path);
		return;
	}
	found = scandir(path, &names, NULL, alphasort);
	if (found < 0)
		fatal("%s: %s", path, strerror(errno));
	for (i = 0; i < found; i++) {
		if (names[i]->d_name[0] != '.') {
			inside = xasprintf("%s/%s", path, names[i]->d_name);
			replay(inside);
			free(inside);
		}
		free(names[i]);
	}
	free(names);
}

int
main(int argc, char *argv[])
{
	const char *srcdir = getenv("srcdir"), *name;
	char *corpus;
	int i;

	log_open(argv[0]);
	for (i = 1; i < argc; i++)
		replay(argv[i]);
	if (argc == 1) {
		name = strstr(argv[0], "replay_");
		if (name == NULL)
			fatal("give a corpus: files or folders");
		name += strlen("replay_");
#ifdef REPLAY_CORPUS
		name = REPLAY_CORPUS;
#endif
		corpus = xasprintf("%s/fuzz/corpus/%s",
		    srcdir != NULL ? srcdir : ".", name);
		replay(corpus);
		free(corpus);
	}
	return count > 0 ? 0 : 1;
}
