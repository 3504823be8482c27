/*
 * Sentences on standard input, one JSON list of "DIM=VALUE" a line on
 * standard output: what the scorer of labelled sentences expects.
 *
 *	tests/stated_facts FOLDER <sentences
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
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

int
main(int argc, char **argv)
{
	struct vocabulary *vocabulary;
	char error[300], *line = NULL;
	size_t room = 0;

	if (argc != 2) {
		fprintf(stderr, "usage: stated_facts FOLDER\n");
		return 2;
	}
	vocabulary = vocabulary_load(argv[1], error, sizeof(error));
	if (vocabulary == NULL) {
		fprintf(stderr, "stated_facts: %s\n", error);
		return 1;
	}
	while (getline(&line, &room, stdin) > 0) {
		struct buf out = {0};
		struct json json = {.out = &out};

		line[strcspn(line, "\n")] = '\0';
		json_open(&json, NULL, '[');
		stated_read(vocabulary, line, fact_cb, &json);
		json_close(&json, ']');
		puts(buf_text(&out));
		buf_clear(&out);
	}
	free(line);
	vocabulary_free(vocabulary);
	return 0;
}
