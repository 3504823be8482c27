#include "server/sms_proof.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool
sms_bearer(const char *token, const struct request *request)
{
	static const char scheme[] = "Bearer ";
	const char *given = request->authorization;

	return given != NULL &&
	       strncasecmp(given, scheme, sizeof(scheme) - 1) == 0 &&
	       secret_equal(token, given + sizeof(scheme) - 1);
}

/* By name; of one name, by value. */
static int
compare_fields(const void *a, const void *b)
{
	const struct query_parameter *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	return order != 0 ? order : strcmp(x->value, y->value);
}

void
sms_signature(const char *token, const char *base_url,
    const struct request *request, char out[HMAC_SHA1_BASE64])
{
	struct query_parameter fields[REQUEST_MAX_PARAMETERS];
	size_t count = request->parameters_count - request->body_from;
	struct buf text = {0};

	memcpy(fields, request->parameters + request->body_from,
	    count * sizeof(*fields));
	qsort(fields, count, sizeof(*fields), compare_fields);
	buf_add_text(&text, base_url);
	buf_add_text(&text, request->target);
	for (size_t i = 0; i < count; i++) {
		buf_add_text(&text, fields[i].name);
		buf_add_text(&text, fields[i].value);
	}
	hmac_sha1_base64(token, text.data, text.length, out);
	buf_clear(&text);
}

bool
sms_signed(
    const char *token, const char *base_url, const struct request *request)
{
	char signature[HMAC_SHA1_BASE64];

	if (request->signature == NULL)
		return false;
	sms_signature(token, base_url, request, signature);
	return secret_equal(signature, request->signature);
}
