# Other languages than English: one catalogue each, po/LANGUAGE.po, compiled
# in.  po/README.md says how to work on them.
po_languages = cy
po_files = $(po_languages:%=po/%.po)

CLEANFILES += po/catalogues.c $(po_languages:%=po/%.mo) po/signpost.pot
if GETTEXT
po/catalogues.c: $(po_files) po/embed.awk
	$(AM_V_GEN)$(MKDIR_P) $(@D) && rm -f $@.new && \
	for language in $(po_languages); do \
		$(MSGFMT) --check --endianness=little \
		    -o $(@D)/$$language.mo $(srcdir)/po/$$language.po && \
		echo "language $$language" >>$@.new && \
		od -An -v -tu1 $(@D)/$$language.mo >>$@.new || exit 1; \
	done && LC_ALL=C $(AWK) -f $(srcdir)/po/embed.awk $@.new >$@ && \
	rm -f $@.new
else
po/catalogues.c: po/embed.awk
	$(AM_V_GEN)$(MKDIR_P) $(@D) && \
	LC_ALL=C $(AWK) -f $(srcdir)/po/embed.awk </dev/null >$@
endif

# All that there is to say, afresh from the sources; and every catalogue
# brought up to date with it, in the source tree.
pot: po/signpost.pot
po/signpost.pot: FORCE
	$(AM_V_GEN)$(MKDIR_P) $(@D) && \
	AWK='$(AWK)' srcdir=$(srcdir) sh $(srcdir)/po/extract.sh >$@
update-po: po/signpost.pot
	for language in $(po_languages); do \
		msgmerge --quiet --update --backup=none --no-fuzzy-matching \
		    --add-location=file \
		    $(srcdir)/po/$$language.po po/signpost.pot && \
		msgattrib --no-obsolete -o $(srcdir)/po/$$language.po \
		    $(srcdir)/po/$$language.po || exit 1; \
	done
FORCE:
.PHONY: FORCE pot update-po

EXTRA_DIST += \
	$(po_files) \
	po/README.md \
	po/check.awk \
	po/embed.awk \
	po/extract-labels.awk \
	po/extract-templates.awk \
	po/extract.sh
