dist_man_MANS += \
	man/signpost-api.7
