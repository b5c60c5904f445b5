-- Indexes and views for the usual questions; the tables are made from the record definition.

CREATE INDEX documents_source_path ON documents(source_path);
CREATE INDEX documents_published ON documents(published);
CREATE INDEX documents_place_code ON documents(place_code);
CREATE INDEX records_kind ON records(kind);
CREATE INDEX records_indicator_code ON records(indicator_code, period_value);
CREATE INDEX records_place_code ON records(place_code);
CREATE INDEX records_baseline_kind ON records(baseline_kind);
CREATE INDEX officials_name ON officials(name);
CREATE INDEX positions_text ON positions(text);

-- What was the value of an indicator, where and when? The place is the article's where the sentence names none.
CREATE VIEW observations AS
SELECT
  coalesce(records.place_text, documents.place_text) AS place,
  iif(records.place_text IS NULL, documents.place_code, records.place_code) AS place_code,
  records.indicator_text AS indicator, records.indicator_code, records.period_value AS period,
  records.value, records.low, records.high, records."of", records.unit, records.approx, records.status,
  records.kind, records.confidence, records.sentence,
  documents.title, documents.published, documents.source_path AS source,
  records.key AS record, documents.key AS document
FROM records JOIN documents ON documents.key = records.document
WHERE records.kind IN ('figure', 'percentage') AND records.indicator_text IS NOT NULL;

-- Which part of the plan was reached? 101.9 is 1.9 percent above it.
CREATE VIEW plan_attainment AS
SELECT
  coalesce(records.place_text, documents.place_text) AS place,
  iif(records.place_text IS NULL, documents.place_code, records.place_code) AS place_code,
  records.indicator_text AS indicator, records.indicator_code, records.period_value AS period,
  records.relation, round(records.ratio * 100, 6) AS percent_of_plan,
  records.value, records.unit, records.status, records.baseline_text AS plan,
  records.baseline_inferred AS inferred, records.confidence, records.sentence,
  documents.title, documents.published, documents.source_path AS source,
  records.key AS record, documents.key AS document
FROM records JOIN documents ON documents.key = records.document
WHERE records.kind = 'comparison' AND records.baseline_kind = 'plan';

-- How did it change against the same period of the year before? -5 is 5 percent less; null for an amount.
CREATE VIEW same_period_changes AS
SELECT
  coalesce(records.place_text, documents.place_text) AS place,
  iif(records.place_text IS NULL, documents.place_code, records.place_code) AS place_code,
  records.indicator_text AS indicator, records.indicator_code, records.period_value AS period,
  records.relation, round((records.ratio - 1) * 100, 6) AS percent_change,
  records.value, records.unit, records.status, records.baseline_period AS same_period,
  records.baseline_inferred AS inferred, records.confidence, records.sentence,
  documents.title, documents.published, documents.source_path AS source,
  records.key AS record, documents.key AS document
FROM records JOIN documents ON documents.key = records.document
WHERE records.kind = 'comparison' AND records.baseline_kind = 'same_period';

-- Who stands where in which order?
CREATE VIEW standings AS
SELECT
  coalesce(records.place_text, documents.place_text) AS place,
  iif(records.place_text IS NULL, documents.place_code, records.place_code) AS place_code,
  records.indicator_text AS indicator, records.indicator_code, records.period_value AS period,
  records.rank, records."of", records."order", records.scope_text AS scope,
  records.confidence, records.sentence,
  documents.title, documents.published, documents.source_path AS source,
  records.key AS record, documents.key AS document
FROM records JOIN documents ON documents.key = records.document
WHERE records.kind = 'ranking';

-- Who holds, or held, which position?
CREATE VIEW office_holders AS
SELECT
  officials.name, officials.honorific, positions.text AS position, positions.former, positions.acting,
  documents.place_text AS place, documents.place_code,
  records.confidence, records.sentence,
  documents.title, documents.published, documents.source_path AS source,
  records.key AS record, documents.key AS document
FROM officials
JOIN positions ON positions.official = officials.key
JOIN records ON records.key = officials.record
JOIN documents ON documents.key = records.document;
