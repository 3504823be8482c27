# From words to ranked listings; knows no HTTP and no XML.
noinst_LIBRARIES += libsearch.a
libsearch_a_SOURCES = \
	search/analyse.c \
	search/analyse.h \
	search/bitmap.c \
	search/bitmap.h \
	search/concept.c \
	search/concept.h \
	search/curve.c \
	search/curve.h \
	search/explain.c \
	search/explain.h \
	search/facet.c \
	search/facet.h \
	search/index.c \
	search/index.h \
	search/index_areas.c \
	search/index_areas.h \
	search/index_build.c \
	search/index_build.h \
	search/index_builder.h \
	search/index_concepts.c \
	search/index_concepts.h \
	search/index_format.h \
	search/index_pool.c \
	search/index_read.h \
	search/index_rules.c \
	search/index_write.c \
	search/match.c \
	search/match.h \
	search/near.c \
	search/near.h \
	search/query.c \
	search/query.h \
	search/rank.c \
	search/rank.h \
	search/search.c \
	search/search.h \
	search/suggest.c \
	search/understand.c \
	search/understand.h \
	search/understand_age.c \
	search/understand_parts.h \
	search/understand_person.c \
	search/understand_place.c \
	search/verdict.c \
	search/verdict.h
