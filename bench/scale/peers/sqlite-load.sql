-- SPDX-License-Identifier: MIT
-- The pool in SQLite: a table of therapists and one for each list, from the table "raw" that .import made of the CSV.
CREATE TABLE therapist AS
  SELECT id,
    nullif(years, '') + 0 AS years,
    nullif(fee, '') + 0 AS fee,
    nullif(lowest_fee, '') + 0 AS lowest_fee,
    nullif(weeks, '') + 0 AS weeks,
    nullif(gender, '') AS gender,
    nullif(lead, '') AS lead,
    nullif(tone, '') AS tone,
    nullif(accepting, '') = 'true' AS accepting,
    nullif(certified, '') = 'true' AS certified,
    nullif(supervises, '') = 'true' AS supervises,
    nullif(homework, '') = 'true' AS homework,
    nullif(evenings, '') = 'true' AS evenings,
    nullif(weekends, '') = 'true' AS weekends,
    nullif(takes_goals_seriously, '') = 'true' AS takes_goals_seriously,
    nullif(builds_skills, '') = 'true' AS builds_skills,
    nullif(measures_progress, '') = 'true' AS measures_progress,
    nullif(cites_research, '') = 'true' AS cites_research,
    nullif(invites_feedback, '') = 'true' AS invites_feedback,
    nullif(sounds_warm, '') = 'true' AS sounds_warm,
    nullif(aims_lower, '') = 'true' AS aims_lower
  FROM raw;
CREATE TABLE licensed_in(therapist INTEGER, term TEXT, PRIMARY KEY (therapist, term)) WITHOUT ROWID;
INSERT INTO licensed_in SELECT raw.rowid, value FROM raw, json_each('["' || replace(licensed_in, '|', '","') || '"]') WHERE licensed_in != '';
CREATE TABLE languages(therapist INTEGER, term TEXT, PRIMARY KEY (therapist, term)) WITHOUT ROWID;
INSERT INTO languages SELECT raw.rowid, value FROM raw, json_each('["' || replace(languages, '|', '","') || '"]') WHERE languages != '';
CREATE TABLE ways(therapist INTEGER, term TEXT, PRIMARY KEY (therapist, term)) WITHOUT ROWID;
INSERT INTO ways SELECT raw.rowid, value FROM raw, json_each('["' || replace(ways, '|', '","') || '"]') WHERE ways != '';
CREATE TABLE focus(therapist INTEGER, term TEXT, PRIMARY KEY (therapist, term)) WITHOUT ROWID;
INSERT INTO focus SELECT raw.rowid, value FROM raw, json_each('["' || replace(focus, '|', '","') || '"]') WHERE focus != '';
CREATE TABLE topics(therapist INTEGER, term TEXT, PRIMARY KEY (therapist, term)) WITHOUT ROWID;
INSERT INTO topics SELECT raw.rowid, value FROM raw, json_each('["' || replace(topics, '|', '","') || '"]') WHERE topics != '';
CREATE TABLE methods(therapist INTEGER, term TEXT, PRIMARY KEY (therapist, term)) WITHOUT ROWID;
INSERT INTO methods SELECT raw.rowid, value FROM raw, json_each('["' || replace(methods, '|', '","') || '"]') WHERE methods != '';
CREATE TABLE serves(therapist INTEGER, term TEXT, PRIMARY KEY (therapist, term)) WITHOUT ROWID;
INSERT INTO serves SELECT raw.rowid, value FROM raw, json_each('["' || replace(serves, '|', '","') || '"]') WHERE serves != '';
CREATE TABLE insurers(therapist INTEGER, term TEXT, PRIMARY KEY (therapist, term)) WITHOUT ROWID;
INSERT INTO insurers SELECT raw.rowid, value FROM raw, json_each('["' || replace(insurers, '|', '","') || '"]') WHERE insurers != '';
DROP TABLE raw;
