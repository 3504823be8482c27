/*
 * Where the parts of an installation lie.  Beside the running program
 * first, so that a build folder works as it stands (it mirrors the
 * installed layout), then where `make install` put them.
 */
#ifndef SIGNPOST_PATHS_H
#define SIGNPOST_PATHS_H

/*
 * A folder or file that is installed as data: "vocabulary", "places",
 * "mappings/jadu.mapping".  The caller's; it may not exist.
 */
char *path_data(const char *name);
/* One of our programs, as "signpost-feed-reader".  The caller's. */
char *path_program(const char *name);
/*
 * The data folder where none is named: "var" here, as in the source tree,
 * or the system's.  The caller's.
 */
char *path_data_folder(void);
/* An installed configuration file; the caller's, NULL where there is none. */
char *path_config(const char *name);

#endif
