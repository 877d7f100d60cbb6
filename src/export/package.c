/* What stands beside the tables of a data package: a README for people, a codebook, datapackage.json for programs (Frictionless Data Package 1.0:
 * each table with its columns, types and keys), and a note on rights. Written from the same tables of columns as the rows, so that they cannot
 * differ. */
#include <stdio.h>

#include "inside.h"

static void add_filter(toll_buffer *out, const export_job *job)
{
    toll_buffer_printf(out, "- Asked for: %s.\n", job->asked);
    if (job->as_of[0]) toll_buffer_printf(out, "- As of %s: what the ledger knew then.\n", job->as_of);
    toll_buffer_printf(out,
        "- Reviews: claims that a reviewer rejected are %s. Figures stand as they were read; corrections are in `decisions.csv`.\n",
        job->options->filter->rejected ? "among them (`decisions.csv` says which)" : "left out");
}

void export_add_readme(toll_buffer *out, const export_job *job)
{
    toll_buffer_printf(out, "# Claims about losses\n\n%llu claims in %llu documents, written by Tollbook %s",
        (unsigned long long)job->count.claims, (unsigned long long)job->count.documents, TOLL_VERSION);
    if (job->options->tables) toll_buffer_printf(out, ", tables %s", job->options->tables);
    toll_buffer_add_string(out, ".\n\n");
    add_filter(out, job);
    toll_buffer_add_string(out,
        "\n## How to read it\n\n"
        "- A row of `claims.csv` is **one figure put on losses by one claimant in one place of one document**. It is somebody's word, not a\n"
        "  fact. One statement told by five outlets is five rows, and a revised figure is a row of its own: **do not add rows up** and do not\n"
        "  average claimants.\n"
        "- `low` and `high` are the bounds that the words allow, inclusive; an empty cell is open or unknown, never zero. A vague word\n"
        "  (\"hundreds\") has bounds by a convention and no `point`. `number` is the figure with its bound in words: quote that.\n"
        "- An empty `side`, `claimant_id`, `from` or `place_name` means that the text leaves it open. Nothing was filled in.\n"
        "- `start` and `end` count bytes of the document's text, whose SHA-256 is `doc_sha256`; `evidence.csv` has code points beside them.\n"
        "- There is no field for the names of victims.\n\n## Files\n\n| file | rows |\n|---|---|\n");
    for (int i = 0; i < EXPORT_TABLES; i++)
        if (export_has(job, i)) toll_buffer_printf(out, "| `%s.csv` | %s |\n", export_sheets[i].name, export_sheets[i].about);
    toll_buffer_add_string(out,
        "| `codebook.csv` | every column with its meaning |\n| `datapackage.json` | the same for programs (Frictionless Data Package) |\n\n"
        "Tables belong together by `doc` and `claim` (`id` in `claims.csv`), and by `doc_sha256` for documents.\n\n"
        "    import pandas as pd\n"
        "    claims = pd.read_csv(\"claims.csv\", dtype_backend=\"numpy_nullable\", parse_dates=[\"published\", \"stated\", \"from\", \"to\"])\n\n"
        "    claims <- readr::read_csv(\"claims.csv\", na = \"\")\n\n"
        "Please quote a figure with whose word it is and with its bound.\n");
}

static const char *type_name(toll_view_type type)
{
    static const char *const names[] = {"string", "integer", "number", "date"};
    return names[type];
}

static const toll_view_field codebook_fields[] = {
    {"file", TOLL_VIEW_STRING, "", "the table"},
    {"column", TOLL_VIEW_STRING, "", "its column"},
    {"type", TOLL_VIEW_STRING, "", "string, integer, number, date"},
    {"hxl", TOLL_VIEW_STRING, "", "the column's HXL tag"},
    {"meaning", TOLL_VIEW_STRING, "", "what is in it"},
};
enum { CODEBOOK = sizeof codebook_fields / sizeof *codebook_fields };

void export_add_codebook(toll_buffer *out, const export_job *job)
{
    export_begin_csv(out, job, codebook_fields, CODEBOOK);
    for (int i = 0; i < EXPORT_TABLES; i++)
        for (size_t k = 0; k < export_sheets[i].count && export_has(job, i); k++) {
            char file[64];
            const toll_view_field *field = &export_sheets[i].fields[k];
            snprintf(file, sizeof file, "%s.csv", export_sheets[i].name);
            const toll_view_datum cells[CODEBOOK] = {export_string_of(file), export_string_of(field->name),
                export_string_of(type_name(field->type)), export_string_of(field->hxl), export_string_of(field->about)};
            toll_view_csv_cells(out, codebook_fields, cells, CODEBOOK, job->options->csv_safe);
        }
}

static void add_fields(toll_buffer *out, const export_sheet *sheet)
{
    toll_buffer_add_string(out, "\"fields\":[");
    for (size_t i = 0; i < sheet->count; i++) {
        toll_buffer_printf(
            out, "%s\n{\"name\":\"%s\",\"type\":\"%s\",", i ? "," : "", sheet->fields[i].name, type_name(sheet->fields[i].type));
        if (sheet->fields[i].type == TOLL_VIEW_DATE) toll_buffer_add_string(out, "\"format\":\"default\",");
        toll_buffer_add_string(out, "\"description\":");
        toll_buffer_add_json(out, toll_text_of(sheet->fields[i].about));
        toll_buffer_add_char(out, '}');
    }
    toll_buffer_add_string(out, "],\"missingValues\":[\"\"]");
}

/* Ids name a claim in every reading of a text, and two documents may have one text: no key is declared unique, only what belongs together. */
static void add_keys(toll_buffer *out, int table)
{
    if (table == EXPORT_DOCUMENTS) return;
    if (table == EXPORT_CLAIMS)
        toll_buffer_add_string(out, ",\"foreignKeys\":[{\"fields\":[\"doc\",\"doc_sha256\"],"
                                    "\"reference\":{\"resource\":\"documents\",\"fields\":[\"doc\",\"doc_sha256\"]}}]");
    else
        toll_buffer_add_string(
            out, ",\"foreignKeys\":[{\"fields\":[\"doc\",\"claim\"],\"reference\":{\"resource\":\"claims\",\"fields\":[\"doc\",\"id\"]}}]");
}

void export_add_datapackage(toll_buffer *out, const export_job *job, const uint64_t bytes[EXPORT_TABLES])
{
    toll_buffer_add_string(out, "{\"profile\":\"tabular-data-package\",\"name\":\"tollbook-claims\",\"title\":\"Claims about losses\",\n"
                                "\"description\":\"Each row is somebody's word, with the words that make it; rows are not to be added up. "
                                "README.md says how to read them.\",\n"
                                "\"version\":\"" TOLL_VERSION "\",\"sources\":[{\"title\":\"the documents listed in documents.csv\"},"
                                "{\"title\":\"GeoNames (places; CC BY 4.0)\",\"path\":\"https://www.geonames.org/\"}],\n");
    toll_buffer_printf(out,
        "\"tollbook\":{\"claims\":%llu,\"documents\":%llu,\"rejected\":%s,\"tables\":", (unsigned long long)job->count.claims,
        (unsigned long long)job->count.documents, job->options->filter->rejected ? "true" : "false");
    toll_buffer_add_json(out, toll_text_of(job->options->tables));
    toll_buffer_add_string(out, ",\"asked\":");
    toll_buffer_add_json(out, toll_text_of(job->asked));
    toll_buffer_add_string(out, ",\"as_of\":");
    toll_buffer_add_json(out, toll_text_of(job->as_of[0] ? job->as_of : NULL));
    toll_buffer_add_string(out, "},\n\"resources\":[");
    for (int i = 0; i < EXPORT_TABLES; i++) {
        const export_sheet *sheet = &export_sheets[i];
        if (!export_has(job, i)) continue;
        toll_buffer_printf(out,
            "%s\n{\"name\":\"%s\",\"path\":\"%s.csv\",\"profile\":\"tabular-data-resource\",\"description\":", i ? "," : "", sheet->name,
            sheet->name);
        toll_buffer_add_json(out, toll_text_of(sheet->about));
        toll_buffer_printf(out,
            ",\"format\":\"csv\",\"mediatype\":\"text/csv\",\"encoding\":\"utf-8\",\"bytes\":%llu,\n"
            "\"dialect\":{\"delimiter\":\",\",\"header\":true,\"lineTerminator\":\"\\r\\n\",\"quoteChar\":\"\\\"\",\"doubleQuote\":true},\n"
            "\"schema\":{",
            (unsigned long long)bytes[i]);
        add_fields(out, sheet);
        add_keys(out, i);
        toll_buffer_add_string(out, "}}");
    }
    toll_buffer_add_string(out, "]}\n");
}

void export_add_licence(toll_buffer *out)
{
    static const char *const lines[] = {"On rights", "",
        "Tollbook claims no rights in this export. The sentences and titles in it are quotations from the documents listed",
        "in documents.csv and stay under the rights of their publishers; quote them with their source. Coordinates, ids and",
        "names of places are from GeoNames (https://www.geonames.org/), under the Creative Commons Attribution 4.0 licence.",
        "Whoever publishes this package decides under which licence the rest of it stands, and writes that here."};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) toll_buffer_printf(out, "%s\n", lines[i]);
}
