/* Texts made to hurt a reader: each is `head` and then `unit` over and over, to any length. */
#ifndef TOLL_PATH_TEXTS_H
#define TOLL_PATH_TEXTS_H

#include <stddef.h>
#include <string.h>

typedef struct hurting_text {
    const char *name, *head, *unit;
} hurting_text;

static const hurting_text hurting_texts[] = {
    {"one letter", "", "a"},
    {"one capital", "", "A"},
    {"one digit", "", "7"},
    {"commas", "", ","},
    {"full stops", "", "."},
    {"full stops and a word", "", "........................................................................x "},
    {"question marks apart", "", "? "},
    {"white space", "12 men died", " "},
    {"line breaks", "12 men died", "\n"},
    {"no space, no stop", "killed", "k1lledmen-soldiers'"},
    {"camel case", "", "MenDied"},
    {"accents", "", "é"},
    {"hidden characters", "", "\xE2\x80\x8B\xC2\xAD"},
    {"broken bytes", "", "\xFF\xC3("},
    {"apostrophes", "", "'"},
    {"letters with apostrophes", "", "s's'"},
    {"open quotes", "", "“ \" ‘"},
    {"nested brackets", "Ten ", "([{“"},
    {"brackets closed again", "Ten (", ") killed ("},
    {"abbreviations", "", "Lt. Gen. U.S. e.g. No. "},
    {"initials", "", "A.B.C.D."},
    {"numbers by commas", "", "1,1,1,1,"},
    {"numbers by thousands", "1", ",000"},
    {"numbers in words", "", "two hundred and "},
    {"numbers by hyphens", "", "12-13-"},
    {"percentages", "", "5% of "},
    {"ranges", "", "from 10 to "},
    {"qualifiers", "", "more than at least about nearly up to "},
    {"killed killed", "", "killed "},
    {"and and", "", "and "},
    {"ten and ten", "", "10 and "},
    {"ten men and", "They killed ", "10 men and "},
    {"losses in one sentence", "", "killed 10 men and wounded 20 others, "},
    {"losses in sentences", "", "The army said 10 soldiers were killed and 20 wounded in Kyiv on Sunday. "},
    {"losses in lines", "", "10 tanks destroyed\n"},
    {"losses in paragraphs", "", "Ten people were killed.\n\n"},
    {"said said", "", "said "},
    {"speakers in one quotation", "“", "We lost 10 men, said the mayor. The army said 10 men were killed. "},
    {"quoted losses, then a speaker", "“", "They killed 10 men. "},
    {"said after said", "", "the army said the ministry said "},
    {"said inside said", "10 men died, ", "the mayor said, citing officials, who said "},
    {"according to", "10 were killed ", "according to officials "},
    {"which which", "the men who ", "were killed which "},
    {"of of", "ten ", "of the "},
    {"capitals", "", "TEN SOLDIERS KILLED IN KYIV SAYS RUSSIAN MINISTRY "},
    {"names", "", "Volodymyr Zelensky Sergei Shoigu Kyiv Donetsk Reuters "},
    {"long names", "", "Ministry of Defence of the Russian Federation "},
    {"dates", "", "on Sunday 12 March 2023 and yesterday since February "},
    {"dates in claims", "", "10 killed on Sunday; 12 killed since 4 May 2022; "},
    {"places", "", "in Kyiv, near Donetsk, outside Gaza City, "},
    {"the death toll", "", "the death toll rose to 10, "},
    {"including", "100 killed, ", "including 10 women, "},
    {"others", "10 killed, ", "another 10, "},
    {"a menu", "", "Home\nNews\nWar\nSubscribe\n"},
};
static const size_t hurting_text_count = sizeof hurting_texts / sizeof hurting_texts[0];

static inline void hurting_fill(char *out, size_t len, const hurting_text *text)
{
    size_t head = strlen(text->head), unit = strlen(text->unit);
    for (size_t i = 0; i < len; i++) out[i] = i < head ? text->head[i] : text->unit[(i - head) % unit];
}

#endif
