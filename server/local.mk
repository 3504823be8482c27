noinst_LIBRARIES += libserver.a
libserver_a_SOURCES = \
	server/generation.h \
	server/layout.h \
	server/page.h \
	server/request.h \
	server/route.h \
	server/site.h \
	server/template.h

# Compiled in by base/embed.awk: see the top of Makefile.am.
server_templates = \
	server/templates/about.html \
	server/templates/embed.html \
	server/templates/embed_foot.html \
	server/templates/embed_head.html \
	server/templates/error.html \
	server/templates/gone.html \
	server/templates/hit.html \
	server/templates/home.html \
	server/templates/layout_foot.html \
	server/templates/layout_head.html \
	server/templates/listing.html \
	server/templates/organisation.html \
	server/templates/phone_icon.html \
	server/templates/search.html \
	server/templates/search_fields.html \
	server/templates/source.html \
	server/templates/sources.html \
	server/templates/urgent.html
server_assets = \
	server/assets/embed.css \
	server/assets/frame.js \
	server/assets/signpost.js \
	server/assets/style.css

EXTRA_DIST += $(server_templates) $(server_assets)
