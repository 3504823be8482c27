/* What a visitor's query and a feed's links can be. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/html.h"
#include "base/json.h"
#include "base/url.h"
#include "base/utf8.h"
#include "base/xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

/* A link that was accepted stays as it is when read again. */
static void
try_link(const char *text)
{
	char *link = url_link(text), *again, *host;

	if (link == NULL)
		return;
	assert(strncmp(link, "http://", 7) == 0 ||
	       strncmp(link, "https://", 8) == 0);
	assert(strpbrk(link, " \"<>\\\n\t") == NULL);
	host = url_host(link);
	assert(host != NULL && strpbrk(host, "@:/ ") == NULL);
	again = url_link(link);
	assert(again == NULL || strcmp(again, link) == 0);
	free(again);
	free(host);
	free(link);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
	struct buf decoded = {0}, out = {0}, back = {0};
	char *text, *clean, *folded;

	if (url_decode(&decoded, (const char *)data, length)) {
		assert(utf8_valid(buf_text(&decoded), decoded.length));
		url_part(&out, buf_text(&decoded));
		assert(url_decode(&back, buf_text(&out), out.length));
		assert(strcmp(buf_text(&back), buf_text(&decoded)) == 0);
	}
	text = xstrndup((const char *)data, length);
	try_link(text);
	html_text(&out, text);
	json_text(&out, text);
	xml_text(&out, text);
	clean = utf8_clean(text);
	assert(utf8_valid(clean, strlen(clean)));
	folded = utf8_fold(clean);
	assert(utf8_valid(folded, strlen(folded)));
	free(folded);
	free(clean);
	free(text);
	buf_clear(&back);
	buf_clear(&out);
	buf_clear(&decoded);
	return 0;
}
