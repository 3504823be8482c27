/* Words and names whose spelling says little about their sound. */
#include <stdlib.h>
#include <string.h>

#include "base/compiler.h"
#include "search/sound.h"

/* By spelling, for bsearch. */
static const struct irregular {
	const char *written, *said;
} irregular[] = {
    {"aisle", "ile"},
    {"alnwick", "annick"},
    {"angharad", "anharrad"},
    {"barnoldswick", "barlick"},
    {"beauchamp", "beecham"},
    {"beaulieu", "bewley"},
    {"beaumont", "bomont"},
    {"belvoir", "beever"},
    {"berwick", "berrick"},
    {"bicester", "bister"},
    {"borough", "burra"},
    {"bough", "bow"},
    {"busy", "bizzy"},
    {"caius", "keys"},
    {"choir", "quire"},
    {"cholmondeley", "chumley"},
    {"cockburn", "coburn"},
    {"colonel", "kernel"},
    {"colquhoun", "cahoon"},
    {"cough", "coff"},
    {"culzean", "cullane"},
    {"dalziel", "deeyell"},
    {"dough", "doe"},
    {"edinburgh", "edinbra"},
    {"eight", "ate"},
    {"enough", "enuff"},
    {"eoghan", "owen"},
    {"eoin", "owen"},
    {"featherstonehaugh", "fanshaw"},
    {"fowey", "foy"},
    {"geoffrey", "jeffrey"},
    {"glamis", "glarms"},
    {"gloucester", "gloster"},
    {"greenwich", "grennitch"},
    {"hawick", "hoik"},
    {"heir", "air"},
    {"hermione", "hermiony"},
    {"holborn", "hoburn"},
    {"hour", "our"},
    {"hugh", "hew"},
    {"iain", "eean"},
    {"island", "iland"},
    {"isle", "ile"},
    {"islay", "ila"},
    {"keswick", "kezzick"},
    {"kirkcudbright", "kircoobry"},
    {"launceston", "lanson"},
    {"leicester", "lester"},
    {"leominster", "lemster"},
    {"lieutenant", "leftenant"},
    {"lough", "lock"},
    {"magdalen", "maudlin"},
    {"magdalene", "maudlin"},
    {"mainwaring", "mannering"},
    {"marjoribanks", "marchbanks"},
    {"marylebone", "marlibon"},
    {"menzies", "mingis"},
    {"milngavie", "mullguy"},
    {"mousehole", "mowzel"},
    {"one", "wun"},
    {"owain", "owen"},
    {"people", "peeple"},
    {"plough", "plow"},
    {"quay", "key"},
    {"receipt", "receet"},
    {"rhys", "reece"},
    {"rough", "ruff"},
    {"ruairi", "rory"},
    {"ruislip", "ryslip"},
    {"ruthven", "rivven"},
    {"salmon", "sammon"},
    {"sean", "shawn"},
    {"shrewsbury", "shrozebry"},
    {"sian", "sharn"},
    {"slaithwaite", "slowit"},
    {"southwark", "suthuk"},
    {"sovereign", "sovrin"},
    {"st", "saint"},
    {"strachan", "strawn"},
    {"teignmouth", "tinmuth"},
    {"thames", "tems"},
    {"thorough", "thurra"},
    {"through", "throo"},
    {"thyme", "time"},
    {"tough", "tuff"},
    {"towcester", "toaster"},
    {"two", "too"},
    {"warwick", "worrick"},
    {"wemyss", "weems"},
    {"women", "wimmin"},
    {"worcester", "wooster"},
    {"wymondham", "windum"},
    {"yacht", "yot"},
};

static int
compare_written(const void *key, const void *entry)
{
	return strcmp(key, ((const struct irregular *)entry)->written);
}

const char *
sounds_irregular(const char *folded)
{
	const struct irregular *found = bsearch(folded, irregular,
	    ARRAY_LEN(irregular), sizeof(irregular[0]), compare_written);

	return found != NULL ? found->said : NULL;
}
