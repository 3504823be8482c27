#include "base/mail.h"

#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/utf8.h"

#define LOOK_NS      20000000L /* between two looks whether it has ended */
#define ENCODED_MOST 42 /* bytes in one encoded word: a line of 78 (RFC 2047) \
			 */

extern char **environ;

bool
mail_address_valid(const char *address)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789.!#$%&'*+/=?^_`{|}~-";
	const char *at;
	size_t length;

	if (address == NULL || strlen(address) > MAIL_MAX_ADDRESS ||
	    *address == '-')
		return false;
	at = strchr(address, '@');
	if (at == NULL || at == address)
		return false;
	length = strspn(at + 1, "abcdefghijklmnopqrstuvwxyz"
				"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");
	return strspn(address, allowed) == (size_t)(at - address) &&
	       length > 0 && at[1 + length] == '\0' && at[1] != '.' &&
	       at[1] != '-' && at[length] != '.';
}

/* One line, whatever it was; no longer than it may be. */
static char *
one_line(const char *text)
{
	char *line = utf8_clean(text);

	for (char *c = line; *c != '\0'; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			*c = ' ';
	line[utf8_clip(line, MAIL_MAX_SUBJECT)] = '\0';
	return line;
}

static bool
is_ascii(const char *text)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text > 0x7e)
			return false;
	return true;
}

static void
add_base64(struct buf *out, const unsigned char *data, size_t length)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz"
				     "0123456789+/";

	for (size_t i = 0; i < length; i += 3) {
		size_t left = length - i;
		unsigned one = data[i];
		unsigned two = left > 1 ? data[i + 1] : 0;
		unsigned three = left > 2 ? data[i + 2] : 0;

		buf_add_char(out, digits[one >> 2]);
		buf_add_char(out, digits[(one & 3) << 4 | two >> 4]);
		buf_add_char(
		    out, left > 1 ? digits[(two & 15) << 2 | three >> 6] : '=');
		buf_add_char(out, left > 2 ? digits[three & 63] : '=');
	}
}

/* Encoded words, none of which ends within a character (RFC 2047). */
static void
add_subject(struct buf *out, const char *subject)
{
	char *line = one_line(subject), *at = line;

	buf_add_text(out, "Subject: ");
	if (is_ascii(line))
		buf_add_text(out, line);
	while (!is_ascii(line) && *at != '\0') {
		size_t length = utf8_clip(at, ENCODED_MOST);

		buf_printf(out, "%s=?UTF-8?B?", at == line ? "" : "\n ");
		add_base64(out, (const unsigned char *)at, length);
		buf_add_text(out, "?=");
		at += length;
	}
	buf_add_char(out, '\n');
	free(line);
}

/* Names of days and months as they are in English, whatever the locale. */
static void
add_date(struct buf *out, time_t now)
{
	static const char days[][4] = {
	    "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
	static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May",
	    "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	struct tm at;

	if (gmtime_r(&now, &at) == NULL)
		return;
	buf_printf(out, "Date: %s, %d %s %d %02d:%02d:%02d +0000\n",
	    days[at.tm_wday], at.tm_mday, months[at.tm_mon], at.tm_year + 1900,
	    at.tm_hour, at.tm_min, at.tm_sec);
}

/* A line of a dot alone ends a message for some programs. */
static void
add_body(struct buf *out, const char *body)
{
	while (*body != '\0') {
		size_t length = strcspn(body, "\n");

		if (length == 1 && *body == '.')
			buf_add_char(out, ' ');
		for (size_t i = 0; i < length; i++)
			if (body[i] != '\r')
				buf_add_char(out, body[i]);
		buf_add_char(out, '\n');
		body += length + (body[length] == '\n');
	}
}

void
mail_make(struct buf *out, const char *to, const char *subject,
    const char *body, time_t now)
{
	assert(mail_address_valid(to));
	buf_printf(out, "To: %s\n", to);
	add_subject(out, subject);
	add_date(out, now);
	buf_add_text(out, "MIME-Version: 1.0\n"
			  "Content-Type: text/plain; charset=utf-8\n"
			  "Content-Transfer-Encoding: 8bit\n"
			  "Auto-Submitted: auto-generated\n"
			  "\n");
	add_body(out, body);
}

/* Fills "words" from a copy; false: none, or too many. */
static bool
split(char *command, char *words[MAIL_MAX_WORDS + 1])
{
	size_t count = 0;
	char *rest = command, *word;

	while ((word = strsep(&rest, " \t")) != NULL) {
		if (*word == '\0')
			continue;
		if (count == MAIL_MAX_WORDS)
			return false;
		words[count++] = word;
	}
	words[count] = NULL;
	return count > 0;
}

/* The message in a file that has no name: no pipe can run full. */
static FILE *
message_file(const struct buf *message)
{
	FILE *file = tmpfile();

	if (file == NULL)
		return NULL;
	if (fwrite(buf_text(message), 1, message->length, file) ==
		message->length &&
	    fflush(file) == 0 && lseek(fileno(file), 0, SEEK_SET) == 0)
		return file;
	fclose(file);
	return NULL;
}

static int
start(char *const words[], int input, pid_t *child)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	sigset_t none, standard;
	int error;

	sigemptyset(&none);
	sigemptyset(&standard);
	sigaddset(&standard, SIGPIPE);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
	/* What it says goes where messages go. */
	posix_spawn_file_actions_adddup2(&files, STDERR_FILENO, STDOUT_FILENO);
	posix_spawnattr_init(&how);
	/* A group of its own, so that all of it can be ended. */
	posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK |
					   POSIX_SPAWN_SETSIGDEF |
					   POSIX_SPAWN_SETPGROUP);
	posix_spawnattr_setsigmask(&how, &none);
	posix_spawnattr_setsigdefault(&how, &standard);
	error = posix_spawnp(child, words[0], &files, &how, words, environ);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&how);
	return error;
}

/* False: it had to be ended. */
static bool
wait_for(pid_t child, int timeout_s, int *status)
{
	const struct timespec pause = {.tv_nsec = LOOK_NS};
	struct timespec began, now;

	clock_gettime(CLOCK_MONOTONIC, &began);
	for (;;) {
		pid_t ended = waitpid(child, status, WNOHANG);

		if (ended == child || (ended < 0 && errno != EINTR))
			return ended == child;
		clock_gettime(CLOCK_MONOTONIC, &now);
		if (now.tv_sec - began.tv_sec >= timeout_s)
			break;
		nanosleep(&pause, NULL);
	}
	kill(-child, SIGKILL);
	while (waitpid(child, status, 0) < 0 && errno == EINTR)
		continue;
	return false;
}

static bool
run(char *const words[], FILE *input, int timeout_s, char *error,
    size_t error_size)
{
	pid_t child;
	int status = 0, failed = start(words, fileno(input), &child);

	if (failed != 0)
		snprintf(
		    error, error_size, "%s: %s", words[0], strerror(failed));
	else if (!wait_for(child, timeout_s, &status))
		snprintf(error, error_size, "%s: it was ended after %d s",
		    words[0], timeout_s);
	else if (!WIFEXITED(status))
		snprintf(error, error_size, "%s: it was ended by signal %d",
		    words[0], WIFSIGNALED(status) ? WTERMSIG(status) : 0);
	else if (WEXITSTATUS(status) != 0)
		snprintf(error, error_size, "%s: it ended with status %d",
		    words[0], WEXITSTATUS(status));
	else
		return true;
	return false;
}

bool
mail_send(const char *command, const struct buf *message, int timeout_s,
    char *error, size_t error_size)
{
	char *words[MAIL_MAX_WORDS + 1], *copy = xstrdup(command);
	FILE *input = NULL;
	bool sent = false;

	if (!split(copy, words)) {
		snprintf(error, error_size,
		    "a command of 1 to %d words is expected", MAIL_MAX_WORDS);
	} else if ((input = message_file(message)) == NULL) {
		snprintf(error, error_size, "no room for the message: %s",
		    strerror(errno));
	} else {
		sent = run(words, input, timeout_s, error, error_size);
	}
	if (input != NULL)
		fclose(input);
	free(copy);
	return sent;
}
