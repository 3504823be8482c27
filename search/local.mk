noinst_LIBRARIES += libsearch.a
libsearch_a_SOURCES = \
	search/index.h \
	search/index_build.h \
	search/query.h \
	search/search.h
