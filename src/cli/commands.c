/* The subcommands, in the order of a day's work. A new one is one file, one row here, and its file's name in meson.build. */
#include "cli.h"

const toll_command toll_cli_commands[] = {
    {"read", "print the claims of documents, no ledger needed", toll_cli_read},
    {"add", "put documents and their claims into a ledger", toll_cli_add},
    {"fetch", "fetch pages and feeds, keep them as WARC, put them into a ledger", toll_cli_fetch},
    {"claims", "the claims in a ledger", toll_cli_claims},
    {"documents", "the documents in a ledger, version by version", toll_cli_documents},
    {"names", "who vouches for claims, who passes them on, on whose pages", toll_cli_names},
    {"findings", "what the claims say of one another, with the reason", toll_cli_findings},
    {"questions", "what is being counted; who said what when", toll_cli_questions},
    {"statement", "all claims that go back to one utterance, with the drift at each hop", toll_cli_statement},
    {"events", "which documents tell of one event", toll_cli_events},
    {"series", "one claimant's figures over time", toll_cli_series},
    {"chart", "figures with their bounds as SVG: a ladder, a series, claims side by side", toll_cli_chart},
    {"sources", "claimant by outlet: who carries whose figures, and what is left of them", toll_cli_sources},
    {"export", "claims as a file: xlsx, CSV, a data package, JSON-LD, a report ...", toll_cli_export},
    {"import", "put a table of somebody's figures over time into a ledger", toll_cli_import},
    {"check", "claims against imported series, under every convention", toll_cli_check},
    {"profile", "what the ledger holds of each claimant, in counts", toll_cli_profile},
    {"disparity", "rates, ratios and shares of deaths by region, with exact limits", toll_cli_disparity},
    {"say", "the safest true sentence of a claim", toll_cli_say_sentence},
    {"changes", "what changed in a ledger after a moment, for those who keep a copy", toll_cli_feed},
    {"review", "record decisions of people on claims", toll_cli_review},
    {"serve", "the ledger in the browser, and over HTTP for programs", toll_cli_serve},
    {"verify", "read all evidence in a ledger again", toll_cli_verify},
    {"doctor", "is everything there that the program needs, is the ledger sound", toll_cli_doctor},
    {"show", "print what one stage of the engine saw in documents", toll_cli_show},
    {"explain", "take claims apart: which words, which rows, which rule", toll_cli_explain},
};
const size_t toll_cli_command_count = sizeof toll_cli_commands / sizeof *toll_cli_commands;
