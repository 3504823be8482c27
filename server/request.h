/*
 * A request as pages see it: method, decoded path, decoded parameters.
 * Made from bytes by request_parse(), so that tests and fuzzers need no
 * HTTP server.  Texts live in the request's arena.
 */
#ifndef SIGNPOST_REQUEST_H
#define SIGNPOST_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/alloc.h"
#include "search/query.h"

#define REQUEST_MAX_TARGET     4096  /* bytes of an address */
#define REQUEST_MAX_BODY       16384 /* bytes, where POST is allowed */
#define REQUEST_MAX_PARAMETERS 64

enum request_method {
	METHOD_GET = 0,
	METHOD_HEAD, /* pages answer as for GET; http.c drops the body */
	METHOD_POST,
	METHOD_OTHER, /* no page takes it: 405 */
};

struct request {
	struct arena arena;
	enum request_method method;
	const char *path;   /* decoded, starts with '/' */
	const char *target; /* the address as it came */
	struct query_parameter parameters[REQUEST_MAX_PARAMETERS];
	size_t parameters_count;
	size_t body_from; /* those from here on came in a POST's body */
	const char *if_none_match;   /* header, or NULL */
	const char *accept_language; /* header, or NULL */
	/* How a gateway of text messages proves itself: headers, or NULL. */
	const char *authorization, *signature;
	/* What tells a form of ours from one on another site: or NULL. */
	const char *host, *origin, *fetch_site;
	const char *address; /* who asks; NULL: this machine, or not known */
	bool robot; /* it says so itself, or does not say what it is */
	bool gzip; /* the client takes gzip */
};

enum request_error {
	REQUEST_OK = 0,
	REQUEST_BAD,       /* a percent sign, a NUL, not UTF-8: 400 */
	REQUEST_TOO_LONG,  /* the address: 414 */
	REQUEST_TOO_LARGE, /* the body: 413 */
	REQUEST_TOO_MANY,  /* parameters: 400 */
};

/*
 * Reads an address ("/search?q=x") and, for POST, a form-encoded body.
 * request_clear() afterwards in every case.
 */
enum request_error request_parse(struct request *, enum request_method,
    const char *target, size_t target_length, const char *body,
    size_t body_length) MUST_CHECK;
void request_clear(struct request *);
/*
 * The same request with the parameters that are written in the value of one
 * of them ("s" of a button, "q=x&age=40") in place of all its own; as it is
 * where it has none of that name.  False: they cannot be read.  It has no
 * arena of its own: new texts are in "arena", the others stay where they are.
 */
bool request_unfold(const struct request *from, const char *name,
    struct arena *arena, struct request *out) MUST_CHECK;
/* The value of a parameter, the first where it is repeated; NULL. */
const char *request_parameter(const struct request *, const char *name);

#endif
