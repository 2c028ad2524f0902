-- SPDX-License-Identifier: MIT
-- The rules in SQLite's SQL: lists are tables, an aggregate over no row of one is null, and so is what is not known.
WITH judged AS MATERIALIZED (
  SELECT id,
    aims_lower,
    fee > 2 * $max_fee AS far_too_dear,
    (SELECT sum(term IN (SELECT value FROM json_each($goals))) * 1.0 / json_array_length($goals) FROM focus WHERE therapist = t.rowid) AS works_on_goals,
    (SELECT max(term = json_extract($goals, '$[0]')) FROM focus WHERE therapist = t.rowid) AS main_goal,
    takes_goals_seriously,
    builds_skills,
    measures_progress,
    (SELECT CASE WHEN count(*) = 0 THEN NULL WHEN count(*) <= 3 THEN 1 WHEN count(*) <= 5 THEN 0.5 ELSE 0 END
      FROM focus WHERE therapist = t.rowid) AS narrow_focus,
    (SELECT sum(term IN (SELECT value FROM json_each($topics))) * 1.0 / json_array_length($topics) FROM topics WHERE therapist = t.rowid) AS knows_topics,
    (SELECT max(term IN (SELECT value FROM json_each($methods))) FROM methods WHERE therapist = t.rowid) AS method,
    CASE WHEN years >= $min_years THEN 1 WHEN years >= $min_years - 2 THEN 0.5 WHEN years IS NOT NULL THEN 0 END AS experienced,
    (SELECT max(term = $walk) FROM serves WHERE therapist = t.rowid) AS knows_walk,
    certified,
    cites_research,
    supervises,
    gender = $gender AS gender,
    invites_feedback,
    sounds_warm,
    CASE WHEN lead = $lead THEN 1 WHEN lead = 'either' THEN 0.75 WHEN lead IS NOT NULL THEN 0 END AS leads,
    homework = $homework AS homework,
    tone IN ($tone, 'either') AS tone,
    CASE WHEN coalesce(lowest_fee, fee) <= $max_fee THEN 1 WHEN coalesce(lowest_fee, fee) <= $max_fee + 25 THEN 0.5
      WHEN coalesce(lowest_fee, fee) IS NOT NULL THEN 0 END AS affordable,
    (SELECT max(term = $insurer) FROM insurers WHERE therapist = t.rowid) AS insured,
    weeks <= $max_weeks AS soon,
    evenings OR weekends AS after_work,
    (SELECT max(term = 'video') FROM ways WHERE therapist = t.rowid) AS meets_by_video
  FROM therapist t
  WHERE ($state IS NULL OR (SELECT max(term = $state) FROM licensed_in WHERE therapist = t.rowid) IS NOT 0)
    AND ($starts_now IS NOT 1 OR accepting IS NOT 0)
    AND ($language IS NULL OR (SELECT max(term = $language) FROM languages WHERE therapist = t.rowid) IS NOT 0)
    AND ($ways IS NULL OR (SELECT max(term IN (SELECT value FROM json_each($ways))) FROM ways WHERE therapist = t.rowid) IS NOT 0)
)
