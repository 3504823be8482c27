#include "importers/fetch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef HAVE_CURL
#include <curl/curl.h>
#endif

#include "base/wire.h"
#include "base/write_all.h"
#include "importers/fetch_address.h"
#include "importers/fetch_url.h"

#ifdef HAVE_CURL

#define MEGABYTE     (1L << 20)
#define RATIO_FREE   (64 << 10) /* bytes that may unpack to anything: a head */
#define PROCESSOR_S  120        /* unpacking, certificates */
#define DISCARD_MOST MEGABYTE   /* of an answer that is no document */

/* Where the child finds its two ends once all else is closed. */
enum { CHILD_OUT = 3, CHILD_ANSWER, CHILD_FDS };

struct fetching {
	const struct fetch_job *job;
	CURL *easy;
	bool private_refused, over_size, over_ratio, disk_full;
	long written, discarded;
};

static curl_socket_t
socket_cb(void *arg, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct fetching *fetching = arg;

	if (purpose != CURLSOCKTYPE_IPCXN)
		return CURL_SOCKET_BAD;
	if (!fetching->job->allow_private &&
	    !fetch_address_public(&address->addr)) {
		fetching->private_refused = true;
		return CURL_SOCKET_BAD;
	}
	return socket(address->family, address->socktype | SOCK_CLOEXEC,
	    address->protocol);
}

static long
max_ratio(const struct fetch_job *job)
{
	return job->max_ratio > 0 ? job->max_ratio : FETCH_MAX_RATIO;
}

static long
timeout_s(const struct fetch_job *job)
{
	return job->timeout_s > 0 ? job->timeout_s : FETCH_TOTAL_S;
}

/* A small download that unpacks without end, or is larger than allowed. */
static bool
size_passes(struct fetching *fetching, size_t length)
{
	curl_off_t came = 0;

	curl_easy_getinfo(fetching->easy, CURLINFO_SIZE_DOWNLOAD_T, &came);
	fetching->over_size =
	    (long)length > fetching->job->max_bytes - fetching->written;
	fetching->over_ratio =
	    fetching->written + (long)length >
	    max_ratio(fetching->job) * ((long)came + RATIO_FREE);
	return !fetching->over_size && !fetching->over_ratio;
}

/* Any other number than "length" ends the transfer. */
static size_t
body_cb(char *data, size_t one, size_t length, void *arg)
{
	struct fetching *fetching = arg;
	long status = 0;

	(void)one; /* always 1 */
	curl_easy_getinfo(fetching->easy, CURLINFO_RESPONSE_CODE, &status);
	if (status != 200) {
		fetching->discarded += (long)length;
		return fetching->discarded > DISCARD_MOST ? 0 : length;
	}
	if (!size_passes(fetching, length))
		return 0;
	fetching->disk_full = !write_all(CHILD_OUT, data, length);
	fetching->written += (long)length;
	return fetching->disk_full ? 0 : length;
}

static char *
url_get(CURLU *url, CURLUPart part)
{
	char *text;

	return curl_url_get(url, part, &text, CURLU_DEFAULT_PORT) == CURLUE_OK
		   ? text
		   : NULL;
}

static bool
is_https(CURLU *url)
{
	char *scheme = url_get(url, CURLUPART_SCHEME);
	bool https = scheme && strcmp(scheme, "https") == 0;

	curl_free(scheme);
	return https;
}

static void
options_set(struct fetching *fetching, struct curl_slist *headers)
{
	CURL *easy = fetching->easy;

	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_PROXY, "");
	curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(
	    easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(easy, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
	curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip");
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, (long)FETCH_CONNECT_S);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT, timeout_s(fetching->job));
	if (fetching->job->ca_file)
		curl_easy_setopt(easy, CURLOPT_CAINFO, fetching->job->ca_file);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long)FETCH_SLOW_S);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, (long)FETCH_SLOW_BYTES);
	curl_easy_setopt(
	    easy, CURLOPT_USERAGENT, "signpost-import/" PACKAGE_VERSION);
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, socket_cb);
	curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, fetching);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, body_cb);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, fetching);
}

/* What the source's own address gave goes to its own host alone. */
static void
credentials_set(CURL *easy, CURLU *source, CURLU *url)
{
	bool own = fetch_same_origin(source, url);
	char *user = NULL, *password = NULL;

	if (own) {
		curl_url_get(source, CURLUPART_USER, &user, CURLU_URLDECODE);
		curl_url_get(
		    source, CURLUPART_PASSWORD, &password, CURLU_URLDECODE);
	}
	curl_easy_setopt(easy, CURLOPT_USERNAME, user);
	curl_easy_setopt(easy, CURLOPT_PASSWORD, password);
	curl_free(user);
	curl_free(password);
}

static bool
url_set(CURL *easy, CURLU *source, CURLU *url)
{
	CURLU *bare = curl_url_dup(url);
	char *text = NULL;
	bool set;

	if (!bare)
		return false;
	curl_url_set(bare, CURLUPART_USER, NULL, 0);
	curl_url_set(bare, CURLUPART_PASSWORD, NULL, 0);
	curl_url_set(bare, CURLUPART_FRAGMENT, NULL, 0);
	set = curl_url_get(bare, CURLUPART_URL, &text, 0) == CURLUE_OK &&
	      curl_easy_setopt(easy, CURLOPT_URL, text) == CURLE_OK;
	credentials_set(easy, source, url);
	curl_free(text);
	curl_url_cleanup(bare);
	return set;
}

static const char *
failure_of(const struct fetching *fetching, CURLcode code, struct arena *arena)
{
	if (fetching->private_refused)
		return "it leads to a private address or this machine itself;"
		       " where that is meant, say allow_private = yes in"
		       " feeds.conf";
	if (fetching->over_ratio)
		return arena_printf(arena,
		    "it unpacks to over %ld times what came; where that is"
		    " meant, raise max_ratio for this feed in feeds.conf",
		    max_ratio(fetching->job));
	if (fetching->over_size)
		return arena_printf(arena,
		    "with it the feed is over %ld bytes; where that is meant,"
		    " raise max_bytes for it in feeds.conf",
		    fetching->job->feed_bytes);
	if (fetching->disk_full)
		return "its copy could not be written: is the disk full?";
	switch (code) {
	case CURLE_PEER_FAILED_VERIFICATION:
		return "its certificate is not valid for its name, or was"
		       " given by nobody we trust; where your own authority"
		       " gave it, name that one's certificate in feeds.conf:"
		       " ca_file";
	case CURLE_SSL_CACERT_BADFILE:
		return "the certificates of ca_file cannot be read";
	case CURLE_COULDNT_RESOLVE_HOST:
		return "its host's name is not known";
	case CURLE_COULDNT_CONNECT:
		return "its host takes no connection";
	case CURLE_OPERATION_TIMEDOUT:
		return arena_printf(arena,
		    "it took over %ld seconds (timeout in feeds.conf), or"
		    " came too slowly",
		    timeout_s(fetching->job));
	case CURLE_PARTIAL_FILE:
	case CURLE_RECV_ERROR:
	case CURLE_GOT_NOTHING:
	case CURLE_BAD_CONTENT_ENCODING:
		return "the answer stopped in the middle";
	default:
		return curl_easy_strerror(code);
	}
}

/* NULL: go on to the place it names, which is in "url" now. */
static const char *
redirect(CURL *easy, CURLU *url)
{
	bool https = is_https(url);
	char *text = NULL;

	/* The whole address: libcurl has put a relative one right. */
	curl_easy_getinfo(easy, CURLINFO_REDIRECT_URL, &text);
	if (!text || strlen(text) > FETCH_MAX_ADDRESS ||
	    !fetch_is_address(text) ||
	    curl_url_set(url, CURLUPART_URL, text, 0) != CURLUE_OK)
		return "it sends us on without saying where";
	if (https && !is_https(url))
		return "it sends us from https to http, which we refuse";
	return NULL;
}

static bool
is_redirect(long status)
{
	return status == 301 || status == 302 || status == 303 ||
	       status == 307 || status == 308;
}

static char *
header_get(struct arena *arena, CURL *easy, const char *name)
{
	struct curl_header *header;

	if (curl_easy_header(easy, name, 0, CURLH_HEADER, -1, &header) !=
		CURLHE_OK ||
	    strlen(header->value) > FETCH_MAX_TAG)
		return NULL;
	return arena_strdup(arena, header->value);
}

static enum fetch_result
answer_take(
    CURL *easy, long status, struct arena *arena, struct fetch_answer *answer)
{
	char *address = NULL;

	if (status == 304)
		return FETCH_UNCHANGED;
	if (status != 200) {
		answer->why =
		    arena_printf(arena, "the server answered %ld%s", status,
			status == 401 || status == 403 ? " (we may not have it)"
			: status == 404 ? " (it has no such document)"
					: "");
		return FETCH_FAILED;
	}
	curl_easy_getinfo(easy, CURLINFO_EFFECTIVE_URL, &address);
	answer->address = arena_strdup(arena, address);
	answer->etag = header_get(arena, easy, "etag");
	answer->last_modified = header_get(arena, easy, "last-modified");
	return FETCH_OK;
}

static enum fetch_result
fetch_walk(struct fetching *fetching, CURLU *source, struct arena *arena,
    struct fetch_answer *answer)
{
	CURL *easy = fetching->easy;
	CURLU *url = curl_url_dup(source);
	const char *why = NULL;
	long status = 0;
	int redirects = 0;

	while (!why) {
		CURLcode code;

		if (!url || !url_set(easy, source, url)) {
			why = "it is no address that we can read";
			break;
		}
		fetching->discarded = 0;
		code = curl_easy_perform(easy);
		curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
		if (code != CURLE_OK)
			why = failure_of(fetching, code, arena);
		else if (!is_redirect(status))
			break;
		else if (redirects++ == FETCH_MAX_REDIRECTS)
			why = "it sends us on more than 5 times";
		else
			why = redirect(easy, url);
	}
	curl_url_cleanup(url);
	answer->why = arena_strdup(arena, why);
	return why ? FETCH_FAILED : answer_take(easy, status, arena, answer);
}

/* "NAME: VALUE"; a value that would begin another header is left out. */
static struct curl_slist *
header_add(struct curl_slist *headers, const char *name, const char *value)
{
	char *line;

	if (!value || strpbrk(value, "\r\n"))
		return headers;
	line = xasprintf("%s: %s", name, value);
	headers = curl_slist_append(headers, line);
	free(line);
	return headers;
}

static enum fetch_result
fetch_here(const struct fetch_job *job, struct arena *arena,
    struct fetch_answer *answer)
{
	struct fetching fetching = {.job = job};
	struct curl_slist *headers = NULL;
	enum fetch_result result = FETCH_FAILED;
	CURLU *source;

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK ||
	    !(fetching.easy = curl_easy_init()) || !(source = curl_url())) {
		answer->why = arena_strdup(arena, "libcurl does not start");
		return FETCH_FAILED;
	}
	headers = header_add(headers, "Accept",
	    "application/xml, text/xml, application/atom+xml, */*;q=0.5");
	headers = header_add(headers, "If-None-Match", job->etag);
	headers = header_add(headers, "If-Modified-Since", job->last_modified);
	options_set(&fetching, headers);
	if (strlen(job->address) <= FETCH_MAX_ADDRESS &&
	    curl_url_set(source, CURLUPART_URL, job->address, 0) == CURLUE_OK)
		result = fetch_walk(&fetching, source, arena, answer);
	else
		answer->why =
		    arena_strdup(arena, "it is no address that we can read");
	curl_easy_cleanup(fetching.easy);
	curl_url_cleanup(source);
	curl_slist_free_all(headers);
	return result;
}

/* Nothing of ours stays open, and nothing outlives the one who asked. */
static void
child_begin(const struct fetch_job *job, int answer_fd, pid_t parent)
{
	const struct rlimit processor = {PROCESSOR_S, PROCESSOR_S};
	const struct rlimit none = {0, 0};
	const struct rlimit room = {(rlim_t)job->max_bytes + MEGABYTE,
	    (rlim_t)job->max_bytes + MEGABYTE};
	sigset_t no_signals;
	int to = fcntl(job->to, F_DUPFD_CLOEXEC, CHILD_FDS);
	int answer = fcntl(answer_fd, F_DUPFD_CLOEXEC, CHILD_FDS);

	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent ||
	    to < 0 || answer < 0 || dup2(to, CHILD_OUT) < 0 ||
	    dup2(answer, CHILD_ANSWER) < 0 ||
	    close_range(CHILD_FDS, ~0U, 0) != 0)
		_exit(1);
	setrlimit(RLIMIT_CPU, &processor);
	setrlimit(RLIMIT_CORE, &none);
	setrlimit(RLIMIT_FSIZE, &room);
	signal(SIGALRM, SIG_DFL);
	signal(SIGXFSZ, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&no_signals);
	sigprocmask(SIG_SETMASK, &no_signals, NULL);
	alarm((unsigned)timeout_s(job) + FETCH_CONNECT_S);
}

static void
child_run(const struct fetch_job *job, int answer_fd, pid_t parent)
{
	struct fetch_answer answer = {0};
	struct arena arena = {0};
	struct buf frame = {0};
	enum fetch_result result;
	size_t begin;

	child_begin(job, answer_fd, parent);
	result = fetch_here(job, &arena, &answer);
	begin = wire_frame_begin(&frame, (uint8_t)result);
	wire_put_text(&frame, answer.etag);
	wire_put_text(&frame, answer.last_modified);
	wire_put_text(&frame, answer.address);
	wire_put_text(&frame, answer.why);
	wire_frame_end(&frame, begin);
	_exit(wire_write(CHILD_ANSWER, &frame) ? 0 : 1);
}

static enum fetch_result
answer_read(int fd, struct arena *arena, struct fetch_answer *answer)
{
	struct buf frame = {0};
	struct wire in;
	uint8_t kind = FETCH_FAILED;
	bool good = wire_read(fd, &frame, &kind) == 1 && kind <= FETCH_FAILED;

	if (good) {
		wire_begin(&in, frame.data, frame.length, arena);
		answer->etag = wire_get_text(&in, FETCH_MAX_TAG);
		answer->last_modified = wire_get_text(&in, FETCH_MAX_TAG);
		answer->address = wire_get_text(&in, 2 * FETCH_MAX_ADDRESS);
		answer->why = wire_get_text(&in, 1000);
		good = wire_end(&in) == WIRE_OK;
	}
	buf_clear(&frame);
	if (good && (kind != FETCH_FAILED || answer->why))
		return (enum fetch_result)kind;
	*answer = (struct fetch_answer){
	    .why = arena_strdup(
		arena, "it took too long, or fetching it broke off")};
	return FETCH_FAILED;
}

enum fetch_result
fetch_run(const struct fetch_job *job, struct arena *arena,
    struct fetch_answer *answer)
{
	enum fetch_result result;
	pid_t parent = getpid(), child;
	int ends[2];

	*answer = (struct fetch_answer){0};
	if (pipe2(ends, O_CLOEXEC) < 0 || (child = fork()) < 0) {
		answer->why = arena_strdup(arena, strerror(errno));
		return FETCH_FAILED;
	}
	if (child == 0)
		child_run(job, ends[1], parent);
	close(ends[1]);
	result = answer_read(ends[0], arena, answer);
	close(ends[0]);
	while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
		;
	return result;
}

const char *
fetch_version(void)
{
	static char text[60];

	snprintf(text, sizeof(text), "libcurl %s",
	    curl_version_info(CURLVERSION_NOW)->version);
	return text;
}

#else

enum fetch_result
fetch_run(const struct fetch_job *job UNUSED, struct arena *arena,
    struct fetch_answer *answer)
{
	*answer = (struct fetch_answer){
	    .why = arena_strdup(arena,
		"this signpost-import was built without libcurl: fetch it"
		" yourself and name the file")};
	return FETCH_FAILED;
}

const char *
fetch_version(void)
{
	return "no fetching";
}

#endif
