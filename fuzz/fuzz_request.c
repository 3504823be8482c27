/*
 * What a visitor can ask: an address, a form, a few headers.  The first line
 * is the address, the second If-None-Match, the third Accept-Encoding, the
 * rest the body of a POST.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "server/asset.h"
#include "server/reply.h"
#include "server/route.h"
#include "server/template.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

static struct site site;
static struct gzip *gzip;

static void
set_up(void)
{
	char error[256];
	bool good = site_read(NULL, &site, error, sizeof(error));

	assert(good);
	templates_init();
	assets_init();
	gzip = gzip_new();
}

/* The next line of the input, a NUL behind it; the caller's. */
static char *
next_line(const char **data, size_t *left, size_t *length)
{
	const char *newline = *left > 0 ? memchr(*data, '\n', *left) : NULL;
	size_t taken;
	char *line;

	*length = newline != NULL ? (size_t)(newline - *data) : *left;
	taken = *length + (newline != NULL);
	line = xmalloc(*length + 1);
	if (*length > 0)
		memcpy(line, *data, *length);
	line[*length] = '\0';
	*data += taken;
	*left -= taken;
	return line;
}

static void
check_request(const struct request *request)
{
	size_t i;

	assert(request->path[0] == '/');
	assert(utf8_valid(request->path, strlen(request->path)));
	assert(request->parameters_count <= REQUEST_MAX_PARAMETERS);
	for (i = 0; i < request->parameters_count; i++) {
		const struct query_parameter *one = &request->parameters[i];

		assert(utf8_valid(one->name, strlen(one->name)));
		assert(utf8_valid(one->value, strlen(one->value)));
	}
}

/* Nothing is published: what routes say of themselves, and what goes out. */
static void
answer(const struct request *request)
{
	const struct context context = {.site = &site, .now = 1795000000};
	struct reply reply;
	struct page page;
	enum status status;
	size_t i;

	page_init(&page);
	status = route_run(&context, request, &page);
	reply_make(&reply, &context, request, &page, status, gzip);
	for (i = 0; i < reply.headers_count; i++)
		assert(strpbrk(reply.headers[i].value, "\r\n") == NULL);
	reply_clear(&reply);
	page_clear(&page);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
	const char *rest = (const char *)data;
	char *target, *if_none_match, *accept_encoding;
	size_t target_length, left = length, ignored;
	struct request request;
	enum request_error error;

	if (gzip == NULL)
		set_up();
	target = next_line(&rest, &left, &target_length);
	if_none_match = next_line(&rest, &left, &ignored);
	accept_encoding = next_line(&rest, &left, &ignored);
	error = request_parse(&request, left > 0 ? METHOD_POST : METHOD_GET,
	    target, target_length, rest, left);
	request.if_none_match = if_none_match;
	request.gzip = gzip_accepted(accept_encoding);
	if (error == REQUEST_OK) {
		check_request(&request);
		answer(&request);
	}
	request_clear(&request);
	free(accept_encoding);
	free(if_none_match);
	free(target);
	return 0;
}
