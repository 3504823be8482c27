#include "schema/manifest.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/number.h"
#include "base/write_all.h"

#define MANIFEST_NAME      "manifest"
#define MANIFEST_MAX_BYTES 16384 /* all its lines at their longest: 9 KB */
#define MANIFEST_MAX_WORDS 4     /* of one line */

/* A message that begins with the file it is about. */
PRINTF_LIKE(4, 5)
static bool
fail(char *error, size_t error_size, const char *path, const char *format, ...)
{
	va_list args;
	int length = snprintf(error, error_size, "%s: ", path);

	if (length < 0 || (size_t)length >= error_size)
		return false;
	va_start(args, format);
	vsnprintf(error + length, error_size - (size_t)length, format, args);
	va_end(args);
	return false;
}

static bool
path_of(char out[PATH_MAX], const char *folder, const char *name)
{
	int length = snprintf(out, PATH_MAX, "%s/%s", folder, name);

	return length > 0 && length < PATH_MAX;
}

/* Reads a whole small file; false and errno where it cannot. */
static bool
read_small(const char *path, struct buf *out)
{
	char chunk[1024];
	ssize_t got = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

	if (fd < 0)
		return false;
	while (out->length <= MANIFEST_MAX_BYTES &&
	       (got = read(fd, chunk, sizeof(chunk))) > 0)
		buf_add(out, chunk, (size_t)got);
	close(fd);
	return got >= 0;
}

static bool
is_hash(const char *text)
{
	return strlen(text) == SHA256_TEXT - 1 &&
	       strspn(text, "0123456789abcdef") == SHA256_TEXT - 1;
}

/* A plain name within the folder, and nothing that leads out of it. */
static bool
is_file_name(const char *text)
{
	size_t length = strlen(text);

	return length > 0 &&
	       length < sizeof(((struct manifest_file *)0)->name) &&
	       text[0] != '.' && strchr(text, '/') == NULL;
}

static bool
read_instant(const char *text, time_t *out)
{
	char again[DATE_INSTANT];
	day_t day = date_parse(text);
	int hour, minute, second;

	if (day == 0 ||
	    sscanf(text + 10, "T%2d:%2d:%2dZ", &hour, &minute, &second) != 3)
		return false;
	*out = (time_t)day * 86400 + hour * 3600 + minute * 60 + second;
	date_instant(*out, again);
	return strcmp(again, text) == 0; /* so written by us */
}

static bool
read_file_line(struct manifest *out, char *word[], size_t words)
{
	struct manifest_file *file;

	if (words != 4 || out->files_count == MANIFEST_MAX_FILES ||
	    !is_file_name(word[1]) || !is_hash(word[3]))
		return false;
	file = &out->files[out->files_count++];
	strcpy(file->name, word[1]);
	strcpy(file->sha256, word[3]);
	return number_long(word[2], 0, LONG_MAX, &file->bytes);
}

static bool
read_section_line(struct manifest *out, char *word[], size_t words)
{
	struct manifest_section *section;

	if (words != 5 || out->sections_count == MANIFEST_MAX_SECTIONS ||
	    !is_file_name(word[1]) || !is_file_name(word[2]) ||
	    !is_hash(word[4]))
		return false;
	section = &out->sections[out->sections_count++];
	strcpy(section->file, word[1]);
	strcpy(section->name, word[2]);
	strcpy(section->sha256, word[4]);
	return number_long(word[3], 0, LONG_MAX, &section->bytes);
}

/* One line, its words apart.  False: it is none of ours. */
static bool
read_line(struct manifest *out, long *format, char *word[], size_t words)
{
	if (words == 0)
		return false;
	if (strcmp(word[0], "file") == 0)
		return read_file_line(out, word, words);
	if (strcmp(word[0], "section") == 0)
		return read_section_line(out, word, words);
	if (words != 2)
		return false;
	if (strcmp(word[0], "format") == 0)
		return number_long(word[1], 1, LONG_MAX, format);
	if (strcmp(word[0], "generation") == 0)
		return number_long(word[1], 1, LONG_MAX, &out->generation);
	if (strcmp(word[0], "published") == 0)
		return read_instant(word[1], &out->published);
	if (strcmp(word[0], "vocabulary") != 0 || !is_hash(word[1]))
		return false;
	strcpy(out->vocabulary, word[1]);
	return true;
}

static size_t
split_words(char *line, char *word[MANIFEST_MAX_WORDS + 1])
{
	size_t count = 0;
	char *rest = NULL;

	for (char *at = strtok_r(line, " ", &rest);
	     at != NULL && count <= MANIFEST_MAX_WORDS;
	     at = strtok_r(NULL, " ", &rest))
		word[count++] = at;
	return count;
}

static bool
read_lines(const char *path, char *text, struct manifest *out, char *error,
    size_t error_size)
{
	char *word[MANIFEST_MAX_WORDS + 1];
	long format = 0, line = 1;

	for (char *at = text, *end; *at != '\0'; at = end + 1, line++) {
		end = strchr(at, '\n');
		if (end == NULL)
			return fail(error, error_size, path,
			    "line %ld: ends before its line does", line);
		*end = '\0';
		if (!read_line(out, &format, word, split_words(at, word)))
			return fail(error, error_size, path,
			    "line %ld: not as we write it", line);
		if (format > MANIFEST_FORMAT)
			return fail(error, error_size, path,
			    "format %ld is newer than this program reads (%d)",
			    format, MANIFEST_FORMAT);
	}
	if (format == 0 || out->generation == 0 || out->files_count == 0)
		return fail(error, error_size, path,
		    "no format, generation or file in it");
	return true;
}

bool
manifest_read(
    const char *folder, struct manifest *out, char *error, size_t error_size)
{
	char path[PATH_MAX];
	struct buf text = {0};
	bool read = false;

	memset(out, 0, sizeof(*out));
	if (!path_of(path, folder, MANIFEST_NAME))
		return fail(error, error_size, folder, "its name is too long");
	if (!read_small(path, &text))
		fail(error, error_size, path, "%s", strerror(errno));
	else if (text.length > MANIFEST_MAX_BYTES ||
		 memchr(buf_text(&text), '\0', text.length) != NULL)
		fail(error, error_size, path, "is no manifest");
	else
		read = true;
	if (read) {
		sha256_text(buf_text(&text), text.length, out->id);
		read = text.length > 0
			   ? read_lines(path, text.data, out, error, error_size)
			   : fail(error, error_size, path, "is empty");
	}
	buf_clear(&text);
	return read;
}

static void
write_lines(struct buf *out, const struct manifest *manifest)
{
	char published[DATE_INSTANT];

	date_instant(manifest->published, published);
	buf_printf(out, "format %d\ngeneration %ld\npublished %s\n",
	    MANIFEST_FORMAT, manifest->generation, published);
	if (manifest->vocabulary[0] != '\0')
		buf_printf(out, "vocabulary %s\n", manifest->vocabulary);
	for (size_t i = 0; i < manifest->files_count; i++)
		buf_printf(out, "file %s %ld %s\n", manifest->files[i].name,
		    manifest->files[i].bytes, manifest->files[i].sha256);
	for (size_t i = 0; i < manifest->sections_count; i++) {
		const struct manifest_section *section = &manifest->sections[i];

		buf_printf(out, "section %s %s %ld %s\n", section->file,
		    section->name, section->bytes, section->sha256);
	}
}

bool
manifest_write(const char *folder, struct manifest *manifest, char *error,
    size_t error_size)
{
	char path[PATH_MAX];
	struct buf text = {0};
	bool written;
	int fd;

	assert(manifest->generation > 0 && manifest->files_count > 0);
	if (!path_of(path, folder, MANIFEST_NAME))
		return fail(error, error_size, folder, "its name is too long");
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	if (fd < 0)
		return fail(error, error_size, path, "%s", strerror(errno));
	write_lines(&text, manifest);
	sha256_text(text.data, text.length, manifest->id);
	written = write_all(fd, text.data, text.length) && fsync(fd) == 0;
	if (!written)
		fail(error, error_size, path, "%s", strerror(errno));
	if (close(fd) != 0 && written)
		written = fail(error, error_size, path, "%s", strerror(errno));
	buf_clear(&text);
	return written;
}

bool
manifest_add(struct manifest *manifest, const char *folder, const char *name,
    char *error, size_t error_size)
{
	struct manifest_file *file = &manifest->files[manifest->files_count];
	char path[PATH_MAX];
	struct stat status;

	assert(manifest->files_count < MANIFEST_MAX_FILES);
	assert(is_file_name(name));
	if (!path_of(path, folder, name))
		return fail(error, error_size, folder, "its name is too long");
	if (stat(path, &status) != 0 || !sha256_file(path, file->sha256))
		return fail(error, error_size, path, "%s", strerror(errno));
	strcpy(file->name, name);
	file->bytes = (long)status.st_size;
	manifest->files_count++;
	return true;
}

bool
manifest_add_section(struct manifest *manifest, const char *folder,
    const char *file, const char *name, size_t offset, size_t bytes,
    char *error, size_t error_size)
{
	struct manifest_section *section =
	    &manifest->sections[manifest->sections_count];
	char path[PATH_MAX];

	assert(manifest->sections_count < MANIFEST_MAX_SECTIONS);
	assert(is_file_name(file) && is_file_name(name));
	if (!path_of(path, folder, file))
		return fail(error, error_size, folder, "its name is too long");
	if (!sha256_file_part(path, offset, bytes, section->sha256))
		return fail(error, error_size, path, "%s", strerror(errno));
	strcpy(section->file, file);
	strcpy(section->name, name);
	section->bytes = (long)bytes;
	manifest->sections_count++;
	return true;
}

bool
manifest_section_holds(const struct manifest *manifest, const char *file,
    const char *name, const void *data, size_t bytes)
{
	char found[SHA256_TEXT];

	for (size_t i = 0; i < manifest->sections_count; i++) {
		const struct manifest_section *section = &manifest->sections[i];

		if (strcmp(section->file, file) != 0 ||
		    strcmp(section->name, name) != 0)
			continue;
		sha256_text(data, bytes, found);
		return section->bytes == (long)bytes &&
		       strcmp(section->sha256, found) == 0;
	}
	return false;
}

const struct manifest_file *
manifest_file(const struct manifest *manifest, const char *name)
{
	for (size_t i = 0; i < manifest->files_count; i++)
		if (strcmp(manifest->files[i].name, name) == 0)
			return &manifest->files[i];
	return NULL;
}

static bool
check_file(const struct manifest_file *file, const char *folder,
    long hash_up_to, char *error, size_t error_size)
{
	char path[PATH_MAX], found[SHA256_TEXT];
	struct stat status;

	if (!path_of(path, folder, file->name))
		return fail(error, error_size, folder, "its name is too long");
	if (stat(path, &status) != 0)
		return fail(error, error_size, path, "%s", strerror(errno));
	if (!S_ISREG(status.st_mode) || status.st_size != file->bytes)
		return fail(error, error_size, path,
		    "has %ld bytes where the manifest says %ld",
		    (long)status.st_size, file->bytes);
	if (file->bytes > hash_up_to)
		return true;
	if (!sha256_file(path, found))
		return fail(error, error_size, path, "%s", strerror(errno));
	if (strcmp(found, file->sha256) != 0)
		return fail(error, error_size, path,
		    "its bytes are not those that were published");
	return true;
}

bool
manifest_check(const struct manifest *manifest, const char *folder,
    long hash_up_to, char *error, size_t error_size)
{
	for (size_t i = 0; i < manifest->files_count; i++)
		if (!check_file(&manifest->files[i], folder, hash_up_to, error,
			error_size))
			return false;
	return true;
}
