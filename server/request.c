#include "server/request.h"

#include <string.h>

#include "base/buf.h"
#include "base/url.h"

/*
 * Decodes a path, in which '+' is a plus sign: piece by piece between them,
 * for url_decode() reads them as spaces.
 */
static bool
decode_path(struct request *request, const char *path, size_t length)
{
	struct buf decoded = {0}, piece = {0};
	const char *end = path + length, *plus;
	bool good;

	for (;;) {
		plus = memchr(path, '+', (size_t)(end - path));
		good = url_decode(
		    &piece, path, (size_t)((plus != NULL ? plus : end) - path));
		if (!good)
			break;
		buf_add(&decoded, buf_text(&piece), piece.length);
		if (plus == NULL)
			break;
		buf_add_char(&decoded, '+');
		path = plus + 1;
	}
	if (good)
		request->path =
		    arena_strdup(&request->arena, buf_text(&decoded));
	buf_clear(&piece);
	buf_clear(&decoded);
	return good;
}

static const char *
decode_text(struct arena *arena, const char *data, size_t length)
{
	struct buf decoded = {0};
	const char *text = NULL;

	if (url_decode(&decoded, data, length))
		text = arena_strdup(arena, buf_text(&decoded));
	buf_clear(&decoded);
	return text;
}

static enum request_error
add_parameter(struct request *request, struct arena *arena, const char *data,
    size_t length)
{
	struct query_parameter *parameter;
	const char *equals = memchr(data, '=', length);
	size_t name_length = equals != NULL ? (size_t)(equals - data) : length;

	if (request->parameters_count == REQUEST_MAX_PARAMETERS)
		return REQUEST_TOO_MANY;
	parameter = &request->parameters[request->parameters_count++];
	parameter->name = decode_text(arena, data, name_length);
	parameter->value = "";
	if (equals != NULL)
		parameter->value =
		    decode_text(arena, equals + 1, length - name_length - 1);
	if (parameter->name == NULL || parameter->value == NULL)
		return REQUEST_BAD;
	return REQUEST_OK;
}

/* Names and values, "a=1&b=2"; empty pieces are passed over. */
static enum request_error
read_parameters(struct request *request, struct arena *arena, const char *data,
    size_t length)
{
	enum request_error error = REQUEST_OK;
	const char *end, *stop;

	if (length == 0)
		return REQUEST_OK; /* "data" may be nowhere then */
	end = data + length;
	while (data < end && error == REQUEST_OK) {
		stop = memchr(data, '&', (size_t)(end - data));
		if (stop == NULL)
			stop = end;
		if (stop > data)
			error = add_parameter(
			    request, arena, data, (size_t)(stop - data));
		data = stop < end ? stop + 1 : end;
	}
	return error;
}

/* What RFC 9112 lets stand in a target; a fragment is never sent. */
static bool
is_target(const char *target, size_t length)
{
	size_t i;

	if (length == 0 || target[0] != '/')
		return false;
	for (i = 0; i < length; i++) {
		if (target[i] <= ' ' || target[i] > '~' || target[i] == '#')
			return false;
	}
	return true;
}

enum request_error
request_parse(struct request *request, enum request_method method,
    const char *target, size_t target_length, const char *body,
    size_t body_length)
{
	const char *question;
	enum request_error error;
	size_t path_length = target_length;

	memset(request, 0, sizeof(*request));
	request->method = method;
	request->path = request->target = "/";
	if (target_length > REQUEST_MAX_TARGET)
		return REQUEST_TOO_LONG;
	if (body_length > REQUEST_MAX_BODY)
		return REQUEST_TOO_LARGE;
	if (!is_target(target, target_length))
		return REQUEST_BAD;
	request->target = arena_strndup(&request->arena, target, target_length);
	question = memchr(target, '?', target_length);
	if (question != NULL)
		path_length = (size_t)(question - target);
	if (!decode_path(request, target, path_length))
		return REQUEST_BAD;
	if (question != NULL) {
		error = read_parameters(request, &request->arena, question + 1,
		    target_length - path_length - 1);
		if (error != REQUEST_OK)
			return error;
	}
	request->body_from = request->parameters_count;
	if (method == METHOD_POST)
		return read_parameters(
		    request, &request->arena, body, body_length);
	return REQUEST_OK;
}

bool
request_unfold(const struct request *from, const char *name,
    struct arena *arena, struct request *out)
{
	const char *folded = request_parameter(from, name);

	*out = *from;
	memset(&out->arena, 0, sizeof(out->arena));
	if (folded == NULL)
		return true;
	out->parameters_count = 0;
	return read_parameters(out, arena, folded, strlen(folded)) ==
	       REQUEST_OK;
}

void
request_clear(struct request *request)
{
	arena_clear(&request->arena);
	memset(request, 0, sizeof(*request));
}

const char *
request_parameter(const struct request *request, const char *name)
{
	size_t i;

	for (i = 0; i < request->parameters_count; i++) {
		if (strcmp(request->parameters[i].name, name) == 0)
			return request->parameters[i].value;
	}
	return NULL;
}
