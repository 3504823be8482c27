EXTRA_DIST += contrib/make-places.py
EXTRA_DIST += contrib/nginx.conf
EXTRA_DIST += contrib/prepare.sh
EXTRA_DIST += contrib/signpost-sysusers.conf
EXTRA_DIST += contrib/signpost-tmpfiles.conf
EXTRA_DIST += contrib/signpost.conf
EXTRA_DIST += contrib/signpost.service.in

exampledir = $(docdir)/examples
dist_example_DATA = contrib/nginx.conf

# The unit, with the folders that configure was given.
systemdsystemunit_DATA = contrib/signpost.service
CLEANFILES += contrib/signpost.service
contrib/signpost.service: contrib/signpost.service.in Makefile
	$(AM_V_GEN)$(MKDIR_P) $(@D) && $(SED) -e 's|@sbindir[@]|$(sbindir)|g' \
	    -e 's|@sysconfdir[@]|$(sysconfdir)|g' \
	    $(srcdir)/contrib/signpost.service.in >$@

# The account and the data folder; both are named like ours when installed.
sysusersdir = $(prefix)/lib/sysusers.d
tmpfilesdir = $(prefix)/lib/tmpfiles.d

# The configuration is the operator's from its first day: it is put there
# once, and taken away only as it was put there.
confdir = $(sysconfdir)/signpost
install-data-local:
	$(MKDIR_P) '$(DESTDIR)$(sysusersdir)' '$(DESTDIR)$(tmpfilesdir)' \
	    '$(DESTDIR)$(confdir)'
	$(INSTALL_DATA) $(srcdir)/contrib/signpost-sysusers.conf \
	    '$(DESTDIR)$(sysusersdir)/signpost.conf'
	$(INSTALL_DATA) $(srcdir)/contrib/signpost-tmpfiles.conf \
	    '$(DESTDIR)$(tmpfilesdir)/signpost.conf'
	for file in contrib/signpost.conf samples/urgent.conf; do \
	    installed='$(DESTDIR)$(confdir)'/$${file##*/}; \
	    test -e "$$installed" || \
	    $(INSTALL_DATA) "$(srcdir)/$$file" "$$installed" || exit 1; \
	done

uninstall-local:
	rm -f '$(DESTDIR)$(sysusersdir)/signpost.conf' \
	    '$(DESTDIR)$(tmpfilesdir)/signpost.conf'
	for file in contrib/signpost.conf samples/urgent.conf; do \
	    installed='$(DESTDIR)$(confdir)'/$${file##*/}; \
	    ! cmp -s "$(srcdir)/$$file" "$$installed" || \
	    rm -f "$$installed" || exit 1; \
	done
