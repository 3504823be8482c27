EXTRA_DIST += \
	contrib/make-places.py
