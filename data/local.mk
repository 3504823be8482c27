# Installed as they lie here; base/paths.h finds them.
vocabularydir = $(pkgdatadir)/vocabulary
dist_vocabulary_DATA = \
	data/vocabulary/asides.tsv \
	data/vocabulary/bank-holidays.tsv \
	data/vocabulary/categories.tsv \
	data/vocabulary/crisis.tsv \
	data/vocabulary/eligibility-patterns.tsv \
	data/vocabulary/eligibility.tsv \
	data/vocabulary/service-types.tsv \
	data/vocabulary/synonyms.txt

# Labelled sentences: for tests and for who edits the patterns.
EXTRA_DIST += \
	data/vocabulary/README.md \
	data/vocabulary/eligibility-dev.tsv

placesdir = $(pkgdatadir)/places
dist_places_DATA = \
	data/places/areas.tsv \
	data/places/outcodes.tsv \
	data/places/postcodes.txt

mappingsdir = $(pkgdatadir)/mappings
dist_mappings_DATA = \
	importers/mappings/airs.mapping \
	importers/mappings/atom.mapping \
	importers/mappings/directory.mapping \
	importers/mappings/fhir.mapping \
	importers/mappings/jadu.mapping \
	importers/mappings/nhs-organisation.mapping \
	importers/mappings/nhs-syndication.mapping \
	importers/mappings/open-referral.mapping \
	importers/mappings/rows.mapping \
	importers/mappings/socrata.mapping

# The same layout in the build folder, so that programs run from there.
all-local: share/signpost
share/signpost:
	$(AM_V_GEN)rm -rf $@.new && $(MKDIR_P) $@.new && \
	top=`cd $(srcdir) && pwd` && \
	$(LN_S) $$top/data/vocabulary $@.new/vocabulary && \
	$(LN_S) $$top/data/places $@.new/places && \
	$(LN_S) $$top/importers/mappings $@.new/mappings && \
	mv $@.new $@

clean-local:
	rm -rf share
