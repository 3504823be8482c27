/*
 * signpostd: reads its options, opens the listening sockets and becomes the
 * keeper.
 */
#include <assert.h>
#include <errno.h>
#include <event2/event.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#include <zlib.h>

#include "base/alloc.h"
#include "base/log.h"
#include "base/number.h"
#include "base/paths.h"
#include "base/privileges.h"
#include "base/sandbox.h"
#include "base/say.h"
#include "server/keeper.h"
#include "server/listen.h"

#define EXIT_USAGE 2
#define MAX_FILES  65536 /* descriptors we ask for */

struct options {
	char *config, *data_folder;
	const char *user;
	const char *listen[LISTEN_MAX];
	size_t listen_count;
	long threads; /* 0: as the configuration says */
};

static const char usage[] =
    "usage: signpostd [-c FILE] [-d FOLDER] [--listen ADDRESS:PORT]...\n"
    "                 [--threads N] [--user NAME]\n"
    "       signpostd --help | --version\n"
    "\n"
    "Serves the directory that signpost-import has published.\n"
    "\n"
    "  -c FILE              configuration, signpost.conf(5)\n"
    "  -d FOLDER            data folder\n"
    "  --listen ADDRESS     listen here, as 127.0.0.1:8080, in place of\n"
    "                       what the configuration says; port 0 picks one\n"
    "  --threads N          threads that answer (as many as cores)\n"
    "  --user NAME          whom to become when started as root (the data\n"
    "                       folder's owner)\n";

static void
print_version(void)
{
	extern const struct say_catalogue po_catalogues[];
	const struct say_catalogue *catalogue;

	printf("signpostd %s (libevent %s, zlib %s; pages in en",
	    PACKAGE_VERSION, event_get_version(), zlibVersion());
	for (catalogue = po_catalogues; catalogue->language != NULL;
	     catalogue++)
		printf(", %s", catalogue->language);
	printf(")\n");
}

static int
usage_error(const char *what, const char *why)
{
	fprintf(stderr, "signpostd: %s: %s\n%s", what, why, usage);
	return EXIT_USAGE;
}

enum { OPTION_LISTEN = 256, OPTION_THREADS, OPTION_USER };

static const struct option long_options[] = {
    {"listen", required_argument, NULL, OPTION_LISTEN},
    {"threads", required_argument, NULL, OPTION_THREADS},
    {"user", required_argument, NULL, OPTION_USER},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {0},
};

/* One option; -1 to go on, else the status to exit with. */
static int
read_option(int option, struct options *out)
{
	switch (option) {
	case 'c':
		out->config = optarg;
		return -1;
	case 'd':
		out->data_folder = optarg;
		return -1;
	case 'h':
		fputs(usage, stdout);
		return 0;
	case 'V':
		print_version();
		return 0;
	case OPTION_USER:
		out->user = optarg;
		return -1;
	case OPTION_THREADS:
		if (number_long(optarg, 1, SITE_MAX_THREADS, &out->threads))
			return -1;
		return usage_error(optarg, "--threads takes 1 to 256");
	case OPTION_LISTEN:
		if (out->listen_count == LISTEN_MAX)
			return usage_error(optarg, "one address too many");
		if (!listen_readable(optarg))
			return usage_error(optarg,
			    "--listen takes an address and a port, as "
			    "127.0.0.1:8080 or [::1]:8080");
		out->listen[out->listen_count++] = optarg;
		return -1;
	default:
		fputs(usage, stderr);
		return EXIT_USAGE;
	}
}

static int
read_options(int argc, char *argv[], struct options *out)
{
	int option, status;

	while ((option = getopt_long(argc, argv, "c:d:", long_options, NULL)) !=
	       -1) {
		status = read_option(option, out);
		if (status >= 0)
			return status;
	}
	if (optind < argc)
		return usage_error(argv[optind], "not understood");
	return -1;
}

/* Visitors need descriptors. */
static void
set_limits(void)
{
	struct rlimit files;

	if (getrlimit(RLIMIT_NOFILE, &files) < 0)
		return;
	files.rlim_cur =
	    files.rlim_max < MAX_FILES ? files.rlim_max : MAX_FILES;
	setrlimit(RLIMIT_NOFILE, &files);
}

static long
count_cores(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	if (cores < 1)
		return 1;
	return cores < SITE_MAX_THREADS ? cores : SITE_MAX_THREADS;
}

static bool
open_sockets(const struct options *options, const struct site *site,
    int sockets[LISTEN_MAX], size_t *count)
{
	bool given = options->listen_count > 0;
	size_t i, wanted = given ? options->listen_count : site->listen.count;
	char error[256], text[LISTEN_TEXT];

	assert(wanted > 0); /* the configuration's default is one */
	*count = 0;
	if (wanted > LISTEN_MAX) {
		log_line("signpostd: at most %d addresses", LISTEN_MAX);
		return false;
	}
	for (i = 0; i < wanted; i++) {
		sockets[i] = listen_open(
		    given ? options->listen[i] : site->listen.values[i], error,
		    sizeof(error));
		if (sockets[i] < 0) {
			log_line("signpostd: %s", error);
			return false;
		}
		(*count)++;
		listen_text(sockets[i], text);
		log_line("signpost: listening on http://%s", text);
	}
	return true;
}

static int
serve(const struct options *options, const struct site *site)
{
	char base_url[LISTEN_TEXT + 8];
	int sockets[LISTEN_MAX];
	struct server_options server = {
	    .source = {.config = options->config,
		.data_folder = options->data_folder,
		.base_url = base_url},
	    .sockets = sockets,
	    .threads = options->threads > 0 ? options->threads : site->threads,
	};

	if (server.threads == 0)
		server.threads = count_cores();
	if (!open_sockets(options, site, sockets, &server.sockets_count))
		return 1;
	listen_url(sockets[0], base_url);
	return keeper_run(&server);
}

int
main(int argc, char *argv[])
{
	static struct options options; /* its texts live as long as we do */
	struct site site;
	char error[1024];
	int status;

	log_open(argv[0]);
	status = read_options(argc, argv, &options);
	if (status >= 0)
		return status;
	if (options.data_folder == NULL)
		options.data_folder = path_data_folder();
	if (options.config == NULL)
		options.config = path_config("signpost.conf");
	set_limits();
	if (!privileges_drop(options.user, options.data_folder))
		return 1;
	/* What visitors search for is for nobody's disk. */
	sandbox_hide_memory();
	if (!site_read(options.config, &site, error, sizeof(error))) {
		log_line("%s", error);
		return 1;
	}
	status = serve(&options, &site);
	site_clear(&site);
	return status;
}
