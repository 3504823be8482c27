/* A published directory, as signpost-import would leave it. */
#ifndef SIGNPOST_TESTING_DIRECTORY_H
#define SIGNPOST_TESTING_DIRECTORY_H

/*
 * Publishes generation "number" with that many invented listings in a data
 * folder and makes it the live one.  A failure ends the process.
 */
void test_directory_publish(
    const char *data_folder, long number, unsigned listings);

#endif
