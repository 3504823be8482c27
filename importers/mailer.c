#include "importers/mailer.h"

#include <string.h>

#include "base/log.h"
#include "base/mail.h"
#include "importers/owner_report.h"
#include "schema/record_mailed.h"

#define DAY_S 86400

struct mailing {
	struct workshop *shop;
	const struct feed_conf *feed;
	struct owner_report report;
	struct record_mailed before, now;
	time_t time;
	struct arena arena;
};

static enum record_run_outcome
outcome_of(enum import_result result)
{
	switch (result) {
	case IMPORT_OK:
	case IMPORT_REFUSALS:
	case IMPORT_BUSY:
		break;
	case IMPORT_HELD:
		return RUN_HELD;
	case IMPORT_FAILED:
		return RUN_FAILED;
	}
	return RUN_DONE;
}

/* A time further ahead than there can be one (the clock went back) has come. */
static bool
report_due(const struct mailing *mailing)
{
	time_t next = mailing->before.next;

	return mailing->now.outcome == RUN_DONE &&
	       (mailing->time >= next ||
		   next - mailing->time > MAILER_REPORT_DAYS * DAY_S);
}

static bool
state_changed(const struct mailing *mailing)
{
	return mailing->now.outcome != mailing->before.outcome;
}

/* The subject; NULL: there is nothing to say, look again tomorrow. */
static const char *
subject_of(struct mailing *mailing)
{
	static const char *const changed[] = {
	    [RUN_DONE] = "is read again",
	    [RUN_HELD] = "was held back: please look",
	    [RUN_FAILED] = "could not be read",
	};
	struct record_mailed *now = &mailing->now;
	const struct record_feed *feed = &mailing->report.facts.feed;
	const char *title = feed->title ? feed->title : feed->id;

	if (state_changed(mailing))
		return arena_printf(
		    &mailing->arena, "%s %s", title, changed[now->outcome]);
	now->next = mailing->time + DAY_S;
	owner_report_hash(&mailing->report, now->said);
	if (memcmp(now->said, mailing->before.said, sizeof(now->said)) == 0)
		return NULL;
	now->next = mailing->time + MAILER_REPORT_DAYS * DAY_S;
	return arena_printf(&mailing->arena, "Report on %s", title);
}

static bool
send_report(struct mailing *mailing, const char *subject)
{
	struct buf body = {0}, message = {0};
	char error[500];
	bool sent;

	owner_report_text(&body, &mailing->report);
	mail_make(&message, mailing->feed->owner, subject, buf_text(&body),
	    mailing->time);
	sent = mail_send(mailing->shop->conf.report_command, &message,
	    MAILER_TIMEOUT_S, error, sizeof(error));
	if (!sent)
		log_line("%s: report_command: %s", mailing->feed->id, error);
	buf_clear(&body);
	buf_clear(&message);
	return sent;
}

static void
keep(struct mailing *mailing)
{
	struct record *record = mailing->shop->record;

	if (!record_begin(record))
		return;
	if (record_mailed_put(record, mailing->feed->id, &mailing->now) !=
		RECORD_OK ||
	    !record_commit(record)) {
		record_rollback(record);
		log_line("%s: it could not be kept that its owner was written "
			 "to",
		    mailing->feed->id);
	}
}

void
mailer_after_run(struct workshop *shop, const struct feed_conf *feed,
    enum import_result result)
{
	struct mailing mailing = {
	    .shop = shop, .feed = feed, .time = time(NULL)};
	const char *subject;

	if (!shop->conf.report_command || feed->role != FEED_ROLE_LISTINGS ||
	    result == IMPORT_BUSY || shop->options->dry_run ||
	    !mail_address_valid(feed->owner) ||
	    record_mailed_find(shop->record, feed->id, &mailing.before) ==
		RECORD_FAILED)
		return;
	mailing.now = mailing.before;
	mailing.now.outcome = outcome_of(result);
	if ((state_changed(&mailing) || report_due(&mailing)) &&
	    owner_report_read(&mailing.report, shop->record, shop->vocabulary,
		feed->id, mailing.time)) {
		subject = subject_of(&mailing);
		if (!subject || send_report(&mailing, subject))
			keep(&mailing);
	}
	owner_report_clear(&mailing.report);
	arena_clear(&mailing.arena);
}
