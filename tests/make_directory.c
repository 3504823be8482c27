/*
 * For shell tests: make_directory FOLDER NUMBER LISTINGS publishes a
 * generation of invented listings.
 */
#include <stdio.h>

#include "base/log.h"
#include "base/number.h"
#include "tests/testing_directory.h"

int
main(int argc, char *argv[])
{
	long number, listings;

	log_open(argv[0]);
	if (argc != 4 || !number_long(argv[2], 1, 999999, &number) ||
	    !number_long(argv[3], 0, 99999, &listings))
		fatal("usage: make_directory FOLDER NUMBER LISTINGS");
	test_directory_publish(argv[1], number, (unsigned)listings);
	return 0;
}
