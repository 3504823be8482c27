/* "eligibility": sentences in, stated facts out; for measuring the reading. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "base/paths.h"
#include "base/utf8.h"
#include "importers/commands.h"
#include "schema/stated.h"

static void
fact_cb(void *arg, const struct stated_fact *fact)
{
	struct json *json = arg;
	char *text;

	if (!stated_is_rule(fact))
		return;
	text = xasprintf("%s=%s", fact->dimension, fact->value);
	json_string(json, NULL, text);
	free(text);
}

static void
sentence_read(const struct vocabulary *vocabulary, const char *line)
{
	struct buf out = {0};
	struct json json = {.out = &out};

	json_open(&json, NULL, '[');
	stated_read(vocabulary, line, fact_cb, &json);
	json_close(&json, ']');
	puts(buf_text(&out));
	buf_clear(&out);
}

int
command_eligibility(const struct options *options UNUSED)
{
	char *folder = path_data("vocabulary"), *line = NULL, error[500];
	struct vocabulary *vocabulary;
	size_t room = 0;
	ssize_t length;

	vocabulary = vocabulary_load(folder, error, sizeof(error));
	free(folder);
	if (!vocabulary) {
		log_line("%s", error);
		return EXIT_FAILED;
	}
	while ((length = getline(&line, &room, stdin)) >= 0) {
		if (length > 0 && line[length - 1] == '\n')
			line[--length] = '\0';
		sentence_read(
		    vocabulary, utf8_valid(line, (size_t)length) ? line : "");
	}
	free(line);
	vocabulary_free(vocabulary);
	return fflush(stdout) == 0 ? EXIT_DONE : EXIT_FAILED;
}
