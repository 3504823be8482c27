/*
 * The folders of generations, for publish alone: DATA/generations/000123,
 * .new-000123 beside them while one is built, and the link DATA/live.
 */
#ifndef SIGNPOST_PUBLISH_FOLDER_H
#define SIGNPOST_PUBLISH_FOLDER_H

#include <stdbool.h>

#include "base/compiler.h"

#define GENERATIONS_FOLDER "generations"
#define GENERATION_DIGITS  6 /* at least: names sort as numbers until then */

/* DATA/generations/000123, or the folder it is built in.  The caller's. */
char *generation_folder(const char *data_folder, long number);
char *generation_building(const char *data_folder, long number);

/* Creates DATA/generations where it is missing.  False: errno. */
bool generations_create(const char *data_folder) MUST_CHECK;
/* The highest number that a folder has, finished or not; 0: none. */
long generations_highest(const char *data_folder);
/* The number that "live" leads to; 0: none. */
long generation_live(const char *data_folder);

/* Removes what killed runs left: .new-NUMBER, and a link half made. */
void generations_tidy(const char *data_folder);
/* Removes all but the live one and, to "keep" in all, the newest others. */
void generations_prune(const char *data_folder, long keep);
/* Removes a folder with the files in it. */
void generation_remove(const char *folder);

/* Waits until the file or folder is on the disk.  False: errno. */
bool path_sync(const char *path) MUST_CHECK;
/* Gives the built folder its number's name, lasting.  False: errno. */
bool generation_name(const char *data_folder, long number) MUST_CHECK;
/* Lets "live" lead to a generation, in one step.  False: errno. */
bool generation_go_live(const char *data_folder, long number) MUST_CHECK;

#endif
