/*
 * POST /phone/sms: what a gateway of text messages asks.  Two kinds of them,
 * told apart by how they prove who they are; each maps names and nothing
 * more, for what is answered is text_lookup()'s.
 */
#include <string.h>
#include <strings.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/xml.h"
#include "server/route.h"
#include "server/sms_ledger.h"
#include "server/sms_proof.h"
#include "server/text_lookup.h"

struct gateway {
	const char *from, *text, *id; /* what it calls them */
	bool xml;                     /* how it is answered */
};

static const struct gateway generic = {"from", "text", "id", false};
static const struct gateway twilio = {"From", "Body", "MessageSid", true};

/* Which of them it is, proved; NULL: neither. */
static const struct gateway *
find_gateway(const struct context *context, const struct request *request)
{
	const struct site *site = context->site;

	if (site->phone.token != NULL && sms_bearer(site->phone.token, request))
		return &generic;
	if (site->phone.twilio_token != NULL &&
	    sms_signed(site->phone.twilio_token, site->base_url, request))
		return &twilio;
	return NULL;
}

static const char *
value_of(const struct request *request, const char *name)
{
	const char *value = request_parameter(request, name);

	return value != NULL ? value : "";
}

/* Once for each message, however often it comes. */
static char *
reply_to(const struct context *context, const char *sender, const char *id,
    const char *text, struct arena *arena)
{
	struct sms_ledger *ledger = context->site->ledger;
	char *reply = NULL;

	switch (
	    sms_ledger_ask(ledger, sender, id, context->now, arena, &reply)) {
	case SMS_REPEATED:
		return reply;
	case SMS_TOO_OFTEN:
		reply = text_too_often(context, text, false, arena);
		break;
	case SMS_STILL_TOO_OFTEN:
		reply = text_too_often(context, text, true, arena);
		break;
	case SMS_ANSWER:
		reply = text_lookup(context, text, arena);
		break;
	}
	sms_ledger_keep(ledger, sender, id, reply);
	return reply;
}

static void
write_reply(struct page *page, const struct gateway *gateway, const char *reply)
{
	if (!gateway->xml) {
		page->type = "text/plain; charset=utf-8";
		buf_add_text(&page->body, reply);
		return;
	}
	page->type = "text/xml; charset=utf-8";
	buf_add_text(
	    &page->body, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	if (*reply == '\0') {
		buf_add_text(&page->body, "<Response/>\n");
		return;
	}
	buf_add_text(&page->body, "<Response><Message>");
	xml_text(&page->body, reply);
	buf_add_text(&page->body, "</Message></Response>\n");
}

enum status
page_sms(const struct context *context, const struct request *request,
    struct page *page)
{
	const struct gateway *gateway;
	struct arena arena = {0};

	if (context->site->ledger == NULL)
		return STATUS_NOT_FOUND;
	if (request->method != METHOD_POST) {
		page->allow = "POST";
		return STATUS_METHOD;
	}
	gateway = find_gateway(context, request);
	if (gateway == NULL)
		return STATUS_FORBIDDEN;
	if (*value_of(request, gateway->from) == '\0')
		return STATUS_BAD_REQUEST;
	write_reply(page, gateway,
	    reply_to(context, value_of(request, gateway->from),
		value_of(request, gateway->id),
		value_of(request, gateway->text), &arena));
	arena_clear(&arena);
	return STATUS_OK;
}
