#include "server/template_source.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/say.h"

static const char message_open[] = "{{_}}", message_close[] = "{{/_}}";

/* What a tag is where the page is in another language than English. */
static const struct {
	const char *tag, *markup;
} english_marks[] = {
    {"{{@en}}", " lang=\"en\""},
    {"{{@en(}}", "<span lang=\"en\">"},
    {"{{@en)}}", "</span>"},
};

/* Writes the message that opens at "text"; returns what follows it. */
static const char *
add_message(struct buf *out, const char *text, int language)
{
	const char *begin = text + strlen(message_open);
	const char *end = strstr(begin, message_close);
	char *said;

	if (end == NULL)
		return NULL;
	said = say_part(language, begin, (size_t)(end - begin));
	buf_add_text(out, said);
	free(said);
	return end + strlen(message_close);
}

static bool
begins(const char *text, const char *mark)
{
	return strncmp(text, mark, strlen(mark)) == 0;
}

/* Writes the mark that stands at "text"; returns what follows it, or NULL. */
static const char *
add_mark(struct buf *out, const char *text, int language)
{
	for (size_t i = 0; i < ARRAY_LEN(english_marks); i++) {
		if (!begins(text, english_marks[i].tag))
			continue;
		if (language != 0)
			buf_add_text(out, english_marks[i].markup);
		return text + strlen(english_marks[i].tag);
	}
	return NULL;
}

char *
template_source(const char *text, int language, const char **at)
{
	struct buf out = {0};
	const char *open;

	buf_add_text(&out, "");
	while ((open = strstr(text, "{{")) != NULL) {
		buf_add(&out, text, (size_t)(open - text));
		if (begins(open, message_open)) {
			text = add_message(&out, open, language);
			if (text == NULL) {
				*at = open;
				buf_clear(&out);
				return NULL;
			}
			continue;
		}
		text = add_mark(&out, open, language);
		if (text == NULL) {
			buf_add_text(&out, "{{");
			text = open + 2;
		}
	}
	buf_add_text(&out, text);
	return buf_take(&out);
}
