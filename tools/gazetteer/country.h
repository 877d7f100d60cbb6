/* Country codes for the gazetteer program. */
#ifndef TOLL_GAZETTEER_COUNTRY_H
#define TOLL_GAZETTEER_COUNTRY_H

/* "UA" -> "UKR"; NULL where there is no such country. */
const char *toll_country_three(const char *two);

#endif
