# Writes catalogues as a C table of struct say_catalogue (base/say.h): reads
# "language NAME" and then its bytes as numbers, as od writes them.

BEGIN {
	print "/* Made by po/embed.awk; edits are lost. */"
	print "#include \"base/say.h\""
}

$1 == "language" {
	if (count > 0)
		print "};"
	names[++count] = $2
	printf "\nstatic const unsigned char bytes_%s[] = {\n", $2
	next
}

{
	for (i = 1; i <= NF; i++)
		printf "%s%d,", i == 1 ? "\t" : " ", $i
	print ""
}

END {
	if (count > 0)
		print "};"
	print "\nextern const struct say_catalogue po_catalogues[];"
	print "const struct say_catalogue po_catalogues[] = {"
	for (i = 1; i <= count; i++)
		printf "\t{\"%s\", bytes_%s, sizeof(bytes_%s)},\n", \
		    names[i], names[i], names[i]
	print "\t{0}"
	print "};"
}
