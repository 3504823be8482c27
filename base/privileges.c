#include "base/privileges.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"

struct identity {
	uid_t uid;
	gid_t gid;
	const char *name; /* NULL: a number that no account has */
};

static bool
identity_by_name(const char *user, struct identity *out)
{
	const struct passwd *account = getpwnam(user);

	if (account == NULL) {
		log_line("--user %s: there is no such account", user);
		return false;
	}
	*out = (struct identity){
	    account->pw_uid, account->pw_gid, account->pw_name};
	return true;
}

static bool
identity_by_folder(const char *folder, struct identity *out)
{
	const struct passwd *account;
	struct stat status;

	if (stat(folder, &status) < 0) {
		log_line("%s: %s; as root, make the data folder first and"
			 " give it to the account that shall run this, or name"
			 " that account with --user",
		    folder, strerror(errno));
		return false;
	}
	account = getpwuid(status.st_uid);
	if (account != NULL)
		*out = (struct identity){
		    account->pw_uid, account->pw_gid, account->pw_name};
	else
		*out = (struct identity){status.st_uid, status.st_gid, NULL};
	return true;
}

/* What to say where a right is missing, once we are another. */
static char denied[200];

static void
denied_say(const struct identity *who)
{
	if (who->name != NULL)
		snprintf(denied, sizeof(denied),
		    "%s: the account %s, which root became, may not",
		    strerror(EACCES), who->name);
	else
		snprintf(denied, sizeof(denied),
		    "%s: user number %ld, which root became, may not",
		    strerror(EACCES), (long)who->uid);
}

const char *
privileges_error(int number)
{
	if (number == EACCES && denied[0] != '\0')
		return denied;
	return strerror(number);
}

/* Groups before users: once the user is gone, so is the right to. */
static bool
become(const struct identity *who)
{
	int failed;

	if (who->name != NULL)
		failed = initgroups(who->name, who->gid);
	else
		failed = setgroups(1, &who->gid);
	if (failed != 0 || setresgid(who->gid, who->gid, who->gid) != 0 ||
	    setresuid(who->uid, who->uid, who->uid) != 0) {
		log_line("cannot give up root's rights: %s", strerror(errno));
		return false;
	}
	if (setresuid(0, 0, 0) == 0)
		fatal("root's rights can be had back after giving them up");
	denied_say(who);
	return true;
}

bool
privileges_drop(const char *user, const char *folder)
{
	struct identity who;

	if (user != NULL) {
		if (!identity_by_name(user, &who))
			return false;
		if (geteuid() == who.uid && getuid() == who.uid && who.uid != 0)
			return true;
		if (geteuid() != 0) {
			log_line("--user %s: only root can become another"
				 " account",
			    user);
			return false;
		}
	} else {
		if (geteuid() != 0)
			return true;
		if (!identity_by_folder(folder, &who))
			return false;
	}
	if (who.uid == 0) {
		log_line("%s%s: will not run as root; give the data folder"
			 " %s to another account (chown -R ACCOUNT %s), or"
			 " name one with --user",
		    user != NULL ? "--user " : "", user != NULL ? user : folder,
		    folder, folder);
		return false;
	}
	return become(&who);
}
