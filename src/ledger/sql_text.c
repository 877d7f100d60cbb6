/* The store's standing statements, one a line of the enum toll_sql. Queries that depend on a filter are put together in sql_query.c;
 * the tables they speak of are explained in schema.sql. Parameters are bound by number, in the order written. */
#include "sql.h"

#define CLAIM_COLUMNS                                                                                                                             \
    "id, reading, key, seal, zone, quantity_off, quantity_text, qualifier, point, low, high, unit, outcome, outcome_off, outcome_text, "          \
    "victims_off, victims_text, side, category, formation_off, formation_text, class, claimant_off, claimant_text, claimant, stated, "            \
    "stated_precision, period_off, period_text, period_from, period_to, period_kind, period_basis, place_off, place, modality, verified, stake, " \
    "confidence, sentence, rule, links, alternatives"

const char toll_sql_claim_columns[] =
    "c.id, c.reading, c.key, c.seal, c.zone, c.quantity_off, c.quantity_text, c.qualifier, c.point, c.low, c.high, c.unit, c.outcome, c.outcome_off, "
    "c.outcome_text, c.victims_off, c.victims_text, c.side, c.category, c.formation_off, c.formation_text, c.class, c.claimant_off, c.claimant_text, "
    "c.claimant, c.stated, c.stated_precision, c.period_off, c.period_text, c.period_from, c.period_to, c.period_kind, c.period_basis, c.place_off, "
    "c.place, c.modality, c.verified, c.stake, c.confidence, c.sentence, c.rule, c.links, c.alternatives";

const char *const toll_sql_text[TOLL_SQL_COUNT] = {
    /* Rows rise with time, so the last of each table is the newest. A version never comes without a reading. */
    [TOLL_SQL_MARKS] = "SELECT coalesce((SELECT max(id) FROM text), 0), coalesce((SELECT max(id) FROM document), 0), "
                       "coalesce((SELECT max(id) FROM version), 0), coalesce((SELECT max(id) FROM reading), 0), "
                       "coalesce((SELECT recorded_at FROM reading ORDER BY id DESC LIMIT 1), 0), "
                       "coalesce((SELECT recorded_at FROM decision ORDER BY id DESC LIMIT 1), 0)",

    [TOLL_SQL_DOCUMENTS_AFTER] = "SELECT id, name FROM document WHERE id > ?1 ORDER BY id LIMIT 4096",
    [TOLL_SQL_TEXTS_AFTER] = "SELECT id, sha256 FROM text WHERE id > ?1 ORDER BY id LIMIT 4096",

    [TOLL_SQL_FIND] =
        "SELECT d.id, v.id, v.number, v.text, x.sha256, v.title, v.outlet, v.url, v.published FROM document d "
        "JOIN version v ON v.document = d.id AND v.superseded_at IS NULL JOIN text x ON x.id = v.text WHERE d.name = ?1 ORDER BY d.id",
    [TOLL_SQL_FIND_READING] = "SELECT id, edition, seal FROM reading WHERE version = ?1 AND superseded_at IS NULL",
    [TOLL_SQL_FIND_CONFIRMATION] =
        "SELECT 1 FROM confirmation k JOIN edition e ON e.id = k.edition WHERE k.reading = ?1 AND e.engine = ?2 AND e.tables = ?3",

    [TOLL_SQL_TEXT_FIND] = "SELECT id FROM text WHERE sha256 = ?1",
    [TOLL_SQL_TEXT_PUT] = "INSERT INTO text (id, sha256, bytes) VALUES (?1, ?2, ?3)",
    [TOLL_SQL_DOCUMENT_PUT] = "INSERT INTO document (id, name) VALUES (?1, ?2)",
    [TOLL_SQL_VERSION_END] = "UPDATE version SET superseded_at = ?2 WHERE id = ?1",
    [TOLL_SQL_VERSION_PUT] =
        "INSERT INTO version (id, document, number, text, title, outlet, url, published, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    [TOLL_SQL_READING_END] = "UPDATE reading SET superseded_at = ?2 WHERE version = ?1 AND superseded_at IS NULL",
    [TOLL_SQL_READING_OVER] = "UPDATE reading SET superseded_at = ?2 WHERE id = ?1",
    [TOLL_SQL_READING_PUT] = "INSERT INTO reading (id, version, edition, claims, seal, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [TOLL_SQL_CONFIRMATION_PUT] = "INSERT INTO confirmation (reading, edition, recorded_at) VALUES (?1, ?2, ?3)",

    [TOLL_SQL_SENTENCES] = "SELECT id, off, len FROM sentence WHERE id BETWEEN ?1 << 24 AND ?1 << 24 | 16777215 ORDER BY id",
    [TOLL_SQL_SENTENCE_PUT] = "INSERT INTO sentence (id, off, len, sum) VALUES (?1, ?2, ?3, ?4)",
    [TOLL_SQL_CLAIM_PUT] =
        "INSERT INTO claim (" CLAIM_COLUMNS ") VALUES "
        "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, "
        "?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38, ?39, ?40, ?41, ?42, ?43)",
    [TOLL_SQL_LINK_PUT] =
        "INSERT INTO link (claim, n, off, words, verb_off, verb_text, relayer, role) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [TOLL_SQL_ALTERNATIVE_PUT] = "INSERT INTO alternative (claim, n, off, words, actor) VALUES (?1, ?2, ?3, ?4, ?5)",

    [TOLL_SQL_DECISION_CLAIM] =
        "SELECT v.document, c.key FROM claim c JOIN reading r ON r.id = c.reading JOIN version v ON v.id = r.version WHERE c.id = ?1",
    [TOLL_SQL_DECISION_NEWEST] = "SELECT coalesce(max(id), 0) FROM decision WHERE document = ?1 AND key = ?2",
    [TOLL_SQL_DECISION_PUT] = "INSERT INTO decision (recorded_at, reviewer, action, document, key, claim, payload, reason) "
                              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [TOLL_SQL_DECISION] = "SELECT action, reviewer, payload FROM decision WHERE id = ?1",

    [TOLL_SQL_WORD_FIND] = "SELECT id FROM word WHERE value = ?1",
    [TOLL_SQL_WORD_PUT] = "INSERT INTO word (value) VALUES (?1) RETURNING id",
    [TOLL_SQL_WORD] = "SELECT value FROM word WHERE id = ?1",
    [TOLL_SQL_ACTOR_FIND] =
        "SELECT id FROM actor WHERE slug IS NOT DISTINCT FROM ?1 AND side IS NOT DISTINCT FROM ?2 AND kind IS NOT DISTINCT FROM ?3",
    [TOLL_SQL_ACTOR_PUT] = "INSERT INTO actor (slug, side, kind) VALUES (?1, ?2, ?3) RETURNING id",
    [TOLL_SQL_ACTOR] = "SELECT slug, side, kind FROM actor WHERE id = ?1",
    [TOLL_SQL_PLACE_PUT] =
        "INSERT INTO place (written, gazetteer, name, \"precision\", latitude, longitude) VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id",
    [TOLL_SQL_PLACE] = "SELECT written, gazetteer, name, \"precision\", latitude, longitude FROM place WHERE id = ?1",
    [TOLL_SQL_EDITION_FIND] = "SELECT id FROM edition WHERE engine = ?1 AND tables = ?2",
    [TOLL_SQL_EDITION_PUT] = "INSERT INTO edition (engine, tables) VALUES (?1, ?2) RETURNING id",
    [TOLL_SQL_EDITION] = "SELECT engine, tables FROM edition WHERE id = ?1",

    [TOLL_SQL_LINKS] = "SELECT off, words, verb_off, verb_text, relayer, role FROM link WHERE claim = ?1 ORDER BY n",
    [TOLL_SQL_ALTERNATIVES] = "SELECT off, words, actor FROM alternative WHERE claim = ?1 ORDER BY n",
    [TOLL_SQL_SENTENCE] = "SELECT off, len FROM sentence WHERE id = ?1",
    [TOLL_SQL_VERSION] =
        "SELECT d.name, v.title, v.outlet, v.url, v.published, v.text, x.sha256 FROM version v JOIN document d ON d.id = v.document "
        "JOIN text x ON x.id = v.text WHERE v.id = ?1",
    [TOLL_SQL_TEXT] = "SELECT bytes FROM text WHERE id = ?1",

    [TOLL_SQL_INDEXED] = "SELECT text FROM indexed",
    [TOLL_SQL_INDEX_TEXTS] = "SELECT id, bytes FROM text WHERE id > (SELECT text FROM indexed) ORDER BY id LIMIT 4096",
    [TOLL_SQL_INDEX_AGAIN] = "SELECT id, bytes FROM text WHERE id IN (SELECT text FROM unindexed) ORDER BY id LIMIT 4096",
    [TOLL_SQL_INDEX_SENTENCES] = "SELECT id, off, len FROM sentence WHERE id > ?1 AND id < ?2 ORDER BY id LIMIT 4096",
    [TOLL_SQL_INDEXED_SET] = "UPDATE indexed SET text = ?1",
    [TOLL_SQL_UNINDEXED] = "SELECT id FROM text WHERE id > (SELECT text FROM indexed) UNION ALL SELECT text FROM unindexed",
    [TOLL_SQL_UNINDEXED_PUT] = "INSERT INTO unindexed (text) VALUES (?1) ON CONFLICT DO NOTHING",
    [TOLL_SQL_UNINDEXED_END] = "DELETE FROM unindexed WHERE text <= ?1",
    [TOLL_SQL_SEGMENTS] = "SELECT id, level FROM word_segment ORDER BY id",
    [TOLL_SQL_SEGMENT_PUT] = "INSERT INTO word_segment (id, level) VALUES (?1, ?2)",
    [TOLL_SQL_SEGMENT_END] = "DELETE FROM word_segment WHERE id = ?1",
    [TOLL_SQL_BLOCK_PUT] = "INSERT INTO word_block (id, segment, first, block) VALUES (?1, ?2, ?3, ?4)",
    [TOLL_SQL_BLOCKS_END] = "DELETE FROM word_block WHERE id BETWEEN ?1 << 32 AND ?1 << 32 | 4294967295",
    [TOLL_SQL_BLOCKS] = "SELECT block FROM word_block WHERE id BETWEEN ?1 << 32 AND ?1 << 32 | 4294967295 ORDER BY id",
    [TOLL_SQL_BLOCK_FIND] = "SELECT first FROM word_block WHERE segment = ?1 AND first < ?2 ORDER BY first DESC LIMIT 1",
    [TOLL_SQL_BLOCKS_FROM] = "SELECT block FROM word_block WHERE segment = ?1 AND first >= ?2 AND first <= ?3 ORDER BY first, id",

    [TOLL_SQL_INDEX_PUBLISHED] = "SELECT r.id, v.published FROM reading r JOIN version v ON v.id = r.version WHERE r.id BETWEEN ?1 AND ?2",
    [TOLL_SQL_INDEX_CLAIMS] =
        "SELECT id, key, claimant, place, side, outcome, coalesce(period_from, period_to, stated), coalesce(period_to, period_from, stated), "
        "reading FROM claim WHERE id BETWEEN ?1 << 24 AND ?2 << 24 | 16777215 ORDER BY id",
    [TOLL_SQL_INDEX_READINGS] = "SELECT reading + 1, coalesce((SELECT max(id) FROM reading), 0) FROM indexed",
    [TOLL_SQL_INDEXED_READING] = "UPDATE indexed SET reading = ?1",
    [TOLL_SQL_READINGS_UNINDEXED] = "SELECT id FROM reading WHERE id > (SELECT reading FROM indexed)",
    [TOLL_SQL_CLAIMS_UNINDEXED] = "SELECT id FROM claim WHERE id >= (SELECT reading + 1 FROM indexed) << 24 AND key = ?1",
    [TOLL_SQL_ACTORS_NAMED] = "SELECT id FROM actor WHERE slug = ?1",

    [TOLL_SQL_WALK_TEXTS] =
        "SELECT x.id, x.sha256, x.bytes, (SELECT d.name FROM version v JOIN document d ON d.id = v.document WHERE v.text = x.id LIMIT 1) "
        "FROM text x ORDER BY x.id",
    [TOLL_SQL_WALK_SENTENCES] = "SELECT off, len, sum FROM sentence WHERE id BETWEEN ?1 << 24 AND ?1 << 24 | 16777215 ORDER BY id",
    [TOLL_SQL_WALK_VERSIONS] =
        "SELECT v.id, d.name, v.title, v.outlet, v.url, v.published FROM version v JOIN document d ON d.id = v.document "
        "WHERE v.text = ?1 ORDER BY v.id",
    [TOLL_SQL_WALK_READINGS] = "SELECT id, claims, seal FROM reading WHERE version = ?1 ORDER BY id",
    [TOLL_SQL_WALK_CLAIMS] = "SELECT " CLAIM_COLUMNS " FROM claim WHERE id BETWEEN ?1 << 24 AND ?1 << 24 | 16777215 ORDER BY id",
};
