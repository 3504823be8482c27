sbin_PROGRAMS += signpostd
signpostd_SOURCES = server/server_main.c
signpostd_LDADD = $(server_libs)

noinst_LIBRARIES += libserver.a
libserver_a_SOURCES = \
	server/api_gaps.c \
	server/api_search.c \
	server/api_suggest.c \
	server/asset.c \
	server/asset.h \
	server/connections.c \
	server/connections.h \
	server/embed_oembed.c \
	server/embed_script.c \
	server/embed_search.c \
	server/gaps.c \
	server/gaps.h \
	server/gaps_unmet.c \
	server/gaps_unmet.h \
	server/generation.c \
	server/generation.h \
	server/gzip.c \
	server/gzip.h \
	server/gsm.c \
	server/gsm.h \
	server/help.c \
	server/help.h \
	server/http.c \
	server/http.h \
	server/keeper.c \
	server/keeper.h \
	server/keeper_inbox.c \
	server/keeper_inbox.h \
	server/language.c \
	server/language.h \
	server/keeper_unmet.c \
	server/keeper_unmet.h \
	server/layout.c \
	server/layout.h \
	server/listen.c \
	server/listen.h \
	server/live.c \
	server/live.h \
	server/often.c \
	server/often.h \
	server/page.c \
	server/page.h \
	server/page_about.c \
	server/page_about_embed.c \
	server/page_asset.c \
	server/page_gaps.c \
	server/page_health.c \
	server/page_home.c \
	server/page_list.c \
	server/page_listing.c \
	server/page_machines.c \
	server/page_organisation.c \
	server/page_report.c \
	server/page_robots.c \
	server/page_search.c \
	server/page_search.h \
	server/page_search_chips.c \
	server/page_search_filters.c \
	server/page_search_form.c \
	server/page_search_hits.c \
	server/page_search_question.c \
	server/page_search_ways.c \
	server/page_source.c \
	server/page_sms.c \
	server/page_sources.c \
	server/page_statement.c \
	server/peer.c \
	server/peer.h \
	server/reply.c \
	server/reply.h \
	server/report_door.c \
	server/report_door.h \
	server/request.c \
	server/request.h \
	server/route.c \
	server/route.h \
	server/salted.c \
	server/salted.h \
	server/search_link.c \
	server/search_link.h \
	server/script_words.c \
	server/script_words.h \
	server/server_loop.c \
	server/server_loop.h \
	server/site.c \
	server/site.h \
	server/site_known.c \
	server/site_known.h \
	server/site_phone.c \
	server/site_phone.h \
	server/site_urgent.c \
	server/site_urgent.h \
	server/sms_ledger.c \
	server/sms_ledger.h \
	server/sms_proof.c \
	server/sms_proof.h \
	server/template.c \
	server/template.h \
	server/template_source.c \
	server/template_source.h \
	server/text_listing.c \
	server/text_listing.h \
	server/text_lookup.c \
	server/text_lookup.h \
	server/text_parts.c \
	server/text_parts.h \
	server/timetable.c \
	server/timetable.h \
	server/unmet.c \
	server/unmet.h \
	server/unmet_door.c \
	server/unmet_door.h \
	server/unmet_search.c \
	server/unmet_search.h \
	server/unmet_table.c \
	server/unmet_table.h \
	server/view.c \
	server/view.h \
	server/view_fit.c \
	server/view_fit.h \
	server/view_held.c \
	server/view_held.h \
	server/view_hours.c \
	server/view_hours.h \
	server/view_linked.c \
	server/view_linked.h \
	server/view_keepers.c \
	server/view_keepers.h \
	server/view_listing.c \
	server/view_listing.h \
	server/view_reach.c \
	server/view_reach.h \
	server/view_rules.c \
	server/view_rules.h \
	server/view_say.c \
	server/view_say.h \
	server/view_source.c \
	server/view_source.h \
	server/view_steps.c \
	server/view_steps.h \
	server/view_ways.c \
	server/view_ways.h \
	server/words.c \
	server/words.h \
	server/words_relaxed.c \
	server/words_relaxed.h \
	server/worker.c \
	server/worker.h
nodist_libserver_a_SOURCES = server/files_table.c po/catalogues.c

# Compiled in by base/embed.awk: see the top of Makefile.am.
server_templates = \
	server/templates/about.html \
	server/templates/about_embed.html \
	server/templates/embed.html \
	server/templates/embed_foot.html \
	server/templates/embed_head.html \
	server/templates/error.html \
	server/templates/gaps.html \
	server/templates/gaps_lists.html \
	server/templates/go.html \
	server/templates/gone.html \
	server/templates/hit.html \
	server/templates/hit_apart.html \
	server/templates/home.html \
	server/templates/keepers.html \
	server/templates/layout_foot.html \
	server/templates/layout_head.html \
	server/templates/list.html \
	server/templates/listing.html \
	server/templates/organisation.html \
	server/templates/phone_icon.html \
	server/templates/report.html \
	server/templates/report_sent.html \
	server/templates/search.html \
	server/templates/search_fields.html \
	server/templates/source.html \
	server/templates/sources.html \
	server/templates/statement.html \
	server/templates/urgent.html \
	server/templates/urgent_card.html \
	server/templates/urgent_numbers.html \
	server/templates/verdicts.html
server_assets = \
	server/assets/embed.css \
	server/assets/frame.js \
	server/assets/signpost.js \
	server/assets/style.css \
	server/assets/v1.js.in

server_files = $(server_assets) $(server_templates)

CLEANFILES += server/files_table.c
server/files_table.c: $(server_files) base/embed.awk
	$(embed) -v table=server_files -- $(server_files:%=$(srcdir)/%) >$@

EXTRA_DIST += $(server_files)
