-- The ledger's tables, schema 2. Explained for readers of SQL in docs/ledger.md.
--
-- Nothing is overwritten or deleted: the triggers at the end refuse it. A row that no longer stands gets the moment it was superseded, once.
-- Times are microseconds since 1970-01-01 UTC and rise strictly from one transaction to the next. Days count from 1970-01-01. Spans are byte
-- offsets into text.bytes, and the words that stood there are stored beside each, so that `tollbook verify` can compare the two.
-- Codes are those of the table `code`. Values that repeat stand once in word, actor, place, edition and sentence.

CREATE TABLE migration (
    version    INTEGER PRIMARY KEY,               -- schema version, also PRAGMA user_version
    applied_at INTEGER NOT NULL,
    program    TEXT NOT NULL                      -- version of the program that applied it
) STRICT;

CREATE TABLE code (                               -- what the small numbers mean: the words of the claim schema
    field TEXT NOT NULL,
    code  INTEGER NOT NULL,
    word  TEXT,                                   -- NULL where the claim schema says null
    PRIMARY KEY (field, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE edition (                            -- an engine and its word tables
    id     INTEGER PRIMARY KEY,
    engine TEXT NOT NULL,
    tables TEXT NOT NULL,
    UNIQUE (engine, tables)
) STRICT;

CREATE TABLE word (                               -- sides, categories, rules, outlets, relayers
    id    INTEGER PRIMARY KEY,
    value TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE actor (                              -- who vouches for figures
    id   INTEGER PRIMARY KEY,
    slug TEXT,                                    -- 'rus-mod'; NULL = no known institution
    side TEXT,
    kind TEXT
) STRICT;
CREATE INDEX actor_slug ON actor (slug);

CREATE TABLE place (
    id         INTEGER PRIMARY KEY,
    written    TEXT,                              -- the word as it stands in the text
    gazetteer  TEXT,                              -- 'geonames:703448'
    name       TEXT,
    "precision" TEXT,                             -- exact near district province axis country
    latitude   REAL,
    longitude  REAL
) STRICT;
CREATE INDEX place_written ON place (written COLLATE NOCASE);
CREATE INDEX place_name ON place (name COLLATE NOCASE);

CREATE TABLE text (                               -- the bytes, once for all documents that say the same
    id     INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
    bytes  BLOB NOT NULL
) STRICT;

CREATE TABLE document (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL                            -- file base name, URL, or the id in JSON Lines
) STRICT;
CREATE INDEX document_name ON document (name);

CREATE TABLE version (                            -- a document as it was at one time: text and metadata
    id            INTEGER PRIMARY KEY,
    document      INTEGER NOT NULL REFERENCES document,
    number        INTEGER NOT NULL CHECK (number >= 1),
    text          INTEGER NOT NULL REFERENCES text,
    title         TEXT,                           -- NULL = unknown, here and below
    outlet        INTEGER REFERENCES word,
    url           TEXT,
    published     INTEGER,                        -- day
    recorded_at   INTEGER NOT NULL,
    superseded_at INTEGER CHECK (superseded_at > recorded_at),
    UNIQUE (document, number)
) STRICT;
CREATE INDEX version_text ON version (text);

CREATE TABLE reading (                            -- what one engine made of one version
    id            INTEGER PRIMARY KEY,
    version       INTEGER NOT NULL REFERENCES version,
    edition       INTEGER NOT NULL REFERENCES edition,
    claims        INTEGER NOT NULL CHECK (claims BETWEEN 0 AND 16777215),
    seal          INTEGER NOT NULL,               -- of the metadata and of all its claims' seals
    recorded_at   INTEGER NOT NULL,
    superseded_at INTEGER CHECK (superseded_at > recorded_at)
) STRICT;
CREATE INDEX reading_version ON reading (version);

CREATE TABLE confirmation (                       -- another engine or other tables read exactly the same claims
    reading     INTEGER NOT NULL REFERENCES reading,
    edition     INTEGER NOT NULL REFERENCES edition,
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (reading, edition)
) STRICT, WITHOUT ROWID;

CREATE TABLE sentence (                           -- id = text << 24 | n, so a text's sentences lie side by side
    id  INTEGER PRIMARY KEY,
    off INTEGER NOT NULL,
    len INTEGER NOT NULL,
    sum INTEGER NOT NULL                          -- first 8 bytes of the SHA-256 of its words
) STRICT;

CREATE TABLE claim (                              -- id = reading << 24 | n: a reading's claims lie side by side, in the order of the text
    id             INTEGER PRIMARY KEY,
    reading        INTEGER NOT NULL REFERENCES reading CHECK (id >> 24 = reading),
    key            BLOB NOT NULL CHECK (length(key) = 12),   -- the claim's id (hexadecimal), the same in every reading
    seal           INTEGER NOT NULL,              -- first 8 bytes of the SHA-256 of all its values
    zone           INTEGER NOT NULL,
    quantity_off   INTEGER NOT NULL,
    quantity_text  TEXT NOT NULL,
    qualifier      INTEGER NOT NULL,
    point          REAL,
    low            REAL,
    high           REAL,
    unit           INTEGER NOT NULL,
    outcome        INTEGER NOT NULL,
    outcome_off    INTEGER,
    outcome_text   TEXT,
    victims_off    INTEGER,
    victims_text   TEXT,
    side           INTEGER REFERENCES word,
    category       INTEGER REFERENCES word,
    formation_off  INTEGER,
    formation_text TEXT,
    class          INTEGER NOT NULL,
    claimant_off   INTEGER,
    claimant_text  TEXT,
    claimant       INTEGER REFERENCES actor,
    stated         INTEGER,                       -- day
    stated_precision INTEGER REFERENCES word,
    period_off     INTEGER,
    period_text    TEXT,
    period_from    INTEGER,
    period_to      INTEGER,
    period_kind    INTEGER NOT NULL,
    period_basis   INTEGER NOT NULL,
    place_off      INTEGER,
    place          INTEGER REFERENCES place,
    modality       INTEGER NOT NULL,
    verified       INTEGER NOT NULL,
    stake          INTEGER NOT NULL,
    confidence     REAL,
    sentence       INTEGER REFERENCES sentence,
    rule           INTEGER REFERENCES word,
    links          INTEGER NOT NULL,              -- rows in link
    alternatives   INTEGER NOT NULL               -- rows in alternative
) STRICT;

CREATE TABLE link (                               -- the chain: relayers between the claimant and the page, nearest to the claimant first
    claim     INTEGER NOT NULL REFERENCES claim,
    n         INTEGER NOT NULL,
    off       INTEGER,
    words     TEXT,
    verb_off  INTEGER,
    verb_text TEXT,
    relayer   INTEGER REFERENCES word,
    role      INTEGER NOT NULL,
    PRIMARY KEY (claim, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE alternative (                        -- other readings of who vouches for the figure
    claim INTEGER NOT NULL REFERENCES claim,
    n     INTEGER NOT NULL,
    off   INTEGER,
    words TEXT,
    actor INTEGER REFERENCES actor,
    PRIMARY KEY (claim, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE decision (                           -- what people decided; the newest on a claim of a document counts
    id          INTEGER PRIMARY KEY,
    recorded_at INTEGER NOT NULL,
    reviewer    TEXT NOT NULL CHECK (reviewer <> ''),
    action      INTEGER NOT NULL,
    document    INTEGER NOT NULL REFERENCES document,
    key         BLOB NOT NULL CHECK (length(key) = 12),
    claim       INTEGER NOT NULL REFERENCES claim,           -- the row the reviewer saw
    payload     TEXT,                             -- JSON: the corrected fields
    reason      TEXT
) STRICT;
CREATE INDEX decision_target ON decision (document, key);
CREATE INDEX decision_claim ON decision (claim);

-- Indexes that follow some documents behind, because keeping them with every document would cost more than the document: words of texts, and what
-- claims have that is asked for (trait.h). Derived, filled up to the rows in `indexed`; a query looks through what comes after those itself.
CREATE TABLE word_segment (                       -- what was indexed at once; eight of a level become one of the next
    id    INTEGER PRIMARY KEY,
    level INTEGER NOT NULL
) STRICT;
CREATE TABLE word_block (                         -- id = segment << 32 | n: words and traits in order, each with the texts or readings that have it
    id      INTEGER PRIMARY KEY,
    segment INTEGER NOT NULL,
    first   BLOB NOT NULL,                        -- its first word, folded
    block   BLOB NOT NULL
) STRICT;
CREATE INDEX word_block_first ON word_block (segment, first);
CREATE TABLE unindexed (                          -- texts that got sentences after their words were indexed
    text INTEGER PRIMARY KEY
) STRICT;
CREATE TABLE indexed (
    only    INTEGER PRIMARY KEY CHECK (only = 1),
    text    INTEGER NOT NULL,                     -- the last text whose words are in word_block
    reading INTEGER NOT NULL                      -- the last reading whose claims are
) STRICT;
INSERT INTO indexed VALUES (1, 0, 0);

-- For people with an SQL prompt: the claims that stand, with words instead of numbers.
CREATE VIEW claims AS
SELECT lower(hex(c.key)) AS id, d.name AS document, o.value AS outlet, date(v.published * 86400, 'unixepoch') AS published,
       c.quantity_text AS quantity, q.word AS qualifier, c.point, c.low, c.high, u.word AS unit, k.word AS outcome, c.outcome_text,
       s.value AS side, c.victims_text AS victims, t.word AS class, a.slug AS claimant, c.claimant_text,
       date(c.period_from * 86400, 'unixepoch') AS "from", date(c.period_to * 86400, 'unixepoch') AS "to", p.written AS place, p.gazetteer,
       CAST(substr(x.bytes, n.off + 1, n.len) AS TEXT) AS sentence, e.engine, e.tables
  FROM version v
  JOIN document d ON d.id = v.document
  JOIN text x ON x.id = v.text
  JOIN reading r ON r.version = v.id AND r.superseded_at IS NULL
  JOIN edition e ON e.id = r.edition
  JOIN claim c ON c.id BETWEEN r.id << 24 AND r.id << 24 | 16777215
  JOIN code q ON q.field = 'qualifier' AND q.code = c.qualifier
  JOIN code u ON u.field = 'unit' AND u.code = c.unit
  JOIN code k ON k.field = 'outcome' AND k.code = c.outcome
  JOIN code t ON t.field = 'class' AND t.code = c.class
  LEFT JOIN word o ON o.id = v.outlet
  LEFT JOIN word s ON s.id = c.side
  LEFT JOIN actor a ON a.id = c.claimant
  LEFT JOIN place p ON p.id = c.place
  LEFT JOIN sentence n ON n.id = c.sentence
 WHERE v.superseded_at IS NULL;

CREATE TRIGGER kept_text BEFORE DELETE ON text BEGIN SELECT RAISE(ABORT, 'a ledger deletes nothing'); END;
CREATE TRIGGER kept_document BEFORE DELETE ON document BEGIN SELECT RAISE(ABORT, 'a ledger deletes nothing'); END;
CREATE TRIGGER kept_version BEFORE DELETE ON version BEGIN SELECT RAISE(ABORT, 'a ledger deletes nothing'); END;
CREATE TRIGGER kept_reading BEFORE DELETE ON reading BEGIN SELECT RAISE(ABORT, 'a ledger deletes nothing'); END;
CREATE TRIGGER kept_sentence BEFORE DELETE ON sentence BEGIN SELECT RAISE(ABORT, 'a ledger deletes nothing'); END;
CREATE TRIGGER kept_claim BEFORE DELETE ON claim BEGIN SELECT RAISE(ABORT, 'a ledger deletes nothing'); END;
CREATE TRIGGER kept_link BEFORE DELETE ON link BEGIN SELECT RAISE(ABORT, 'a ledger deletes nothing'); END;
CREATE TRIGGER kept_alternative BEFORE DELETE ON alternative BEGIN SELECT RAISE(ABORT, 'a ledger deletes nothing'); END;
CREATE TRIGGER kept_decision BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'a ledger deletes nothing'); END;
CREATE TRIGGER fixed_text BEFORE UPDATE ON text BEGIN SELECT RAISE(ABORT, 'a ledger overwrites nothing'); END;
CREATE TRIGGER fixed_document BEFORE UPDATE ON document BEGIN SELECT RAISE(ABORT, 'a ledger overwrites nothing'); END;
CREATE TRIGGER fixed_sentence BEFORE UPDATE ON sentence BEGIN SELECT RAISE(ABORT, 'a ledger overwrites nothing'); END;
CREATE TRIGGER fixed_claim BEFORE UPDATE ON claim BEGIN SELECT RAISE(ABORT, 'a ledger overwrites nothing'); END;
CREATE TRIGGER fixed_link BEFORE UPDATE ON link BEGIN SELECT RAISE(ABORT, 'a ledger overwrites nothing'); END;
CREATE TRIGGER fixed_alternative BEFORE UPDATE ON alternative BEGIN SELECT RAISE(ABORT, 'a ledger overwrites nothing'); END;
CREATE TRIGGER fixed_decision BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'a ledger overwrites nothing'); END;
CREATE TRIGGER fixed_version BEFORE UPDATE ON version
WHEN OLD.superseded_at IS NOT NULL OR (OLD.id, OLD.document, OLD.number, OLD.text, OLD.recorded_at) <> (NEW.id, NEW.document, NEW.number, NEW.text, NEW.recorded_at)
  OR (OLD.title, OLD.outlet, OLD.url, OLD.published) IS NOT (NEW.title, NEW.outlet, NEW.url, NEW.published)
BEGIN SELECT RAISE(ABORT, 'a ledger overwrites nothing'); END;
CREATE TRIGGER fixed_reading BEFORE UPDATE ON reading
WHEN OLD.superseded_at IS NOT NULL
  OR (OLD.id, OLD.version, OLD.edition, OLD.claims, OLD.seal, OLD.recorded_at) <> (NEW.id, NEW.version, NEW.edition, NEW.claims, NEW.seal, NEW.recorded_at)
BEGIN SELECT RAISE(ABORT, 'a ledger overwrites nothing'); END;
