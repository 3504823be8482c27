/* How a card lies: shared by card.c, which reads, and card_build.c. */
#ifndef SIGNPOST_CARD_FORMAT_H
#define SIGNPOST_CARD_FORMAT_H

/*
 * The fixed head: mark, version, kind, status, modes, flags (a byte
 * each), locations, openings (two bytes each), the notes' length, then
 * checked, modified and collected (four bytes each).  Little-endian.
 */
#define CARD_MARK          0xCA
#define CARD_VERSION       1
#define CARD_HEAD_BYTES    26
/* Flags; an earlier Signpost knew the first alone. */
#define CARD_NATIONAL 1
#define CARD_DISAGREE 2
#define CARD_HOLIDAY_SHIFT 2 /* enum hours_holiday, two bits */
#define CARD_NATIONS_SHIFT 4 /* enum holiday_nation, three bits */
#define CARD_PROSE         0x80 /* openings read from words */
#define CARD_OPENING_BYTES 7 /* weekday, opens, closes, note's offset */

#endif
