/*
 * The yardstick of an import: libxml2's SAX2 parser over one file, read in
 * the pieces that our reader reads, and nothing kept.  Prints the seconds it
 * took.
 *
 *   bench_sax FILE
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <libxml/parser.h>

#include "base/log.h"

/* Bytes of a piece. */
#define PIECE 65536

static double
seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void
element_cb(void *arg, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int namespaces_count, const xmlChar **namespaces,
    int attributes_count, int defaulted_count, const xmlChar **attributes)
{
	(void)name;
	(void)prefix;
	(void)uri;
	(void)namespaces_count;
	(void)namespaces;
	(void)attributes_count;
	(void)defaulted_count;
	(void)attributes;
	(*(long *)arg)++;
}

static void
characters_cb(void *arg UNUSED, const xmlChar *text UNUSED, int length UNUSED)
{
}

int
main(int argc, char **argv)
{
	static char piece[PIECE];
	xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC,
	    .startElementNs = element_cb,
	    .characters = characters_cb};
	long elements = 0;
	xmlParserCtxt *parser;
	double begin;
	ssize_t got;
	int fd;

	if (argc != 2)
		fatal("bench_sax FILE");
	fd = open(argv[1], O_RDONLY);
	if (fd < 0)
		fatal("%s: %s", argv[1], strerror(errno));
	begin = seconds();
	parser = xmlCreatePushParserCtxt(&handler, &elements, NULL, 0, argv[1]);
	while ((got = read(fd, piece, sizeof(piece))) > 0)
		xmlParseChunk(parser, piece, (int)got, 0);
	xmlParseChunk(parser, NULL, 0, 1);
	if (got < 0 || !parser->wellFormed)
		fatal("%s: is not well formed, or cannot be read", argv[1]);
	printf("%.3f\n", seconds() - begin);
	fprintf(stderr, "%ld elements\n", elements);
	xmlFreeParserCtxt(parser);
	close(fd);
	return 0;
}
