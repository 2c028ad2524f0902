-- SPDX-License-Identifier: MIT
-- The rules in DuckDB's SQL: lists are list columns of enumerations, what is not known is null.
WITH judged AS (
  SELECT id,
    aims_lower,
    fee > 2 * $max_fee AS far_too_dear,
    len(list_intersect(focus, $goals::focus_term[])) / len($goals) AS works_on_goals,
    list_contains(focus, $goals[1]::focus_term)::INTEGER AS main_goal,
    takes_goals_seriously::INTEGER AS takes_goals_seriously,
    builds_skills::INTEGER AS builds_skills,
    measures_progress::INTEGER AS measures_progress,
    CASE WHEN len(focus) <= 3 THEN 1 WHEN len(focus) <= 5 THEN 0.5 WHEN len(focus) > 5 THEN 0 END AS narrow_focus,
    len(list_intersect(topics, $topics::topics_term[])) / len($topics) AS knows_topics,
    list_has_any(methods, $methods::methods_term[])::INTEGER AS method,
    CASE WHEN years >= $min_years THEN 1 WHEN years >= $min_years - 2 THEN 0.5 WHEN years IS NOT NULL THEN 0 END AS experienced,
    list_contains(serves, $walk::serves_term)::INTEGER AS knows_walk,
    certified::INTEGER AS certified,
    cites_research::INTEGER AS cites_research,
    supervises::INTEGER AS supervises,
    (gender = $gender)::INTEGER AS gender,
    invites_feedback::INTEGER AS invites_feedback,
    sounds_warm::INTEGER AS sounds_warm,
    CASE WHEN lead = $lead THEN 1 WHEN lead = 'either' THEN 0.75 WHEN lead IS NOT NULL THEN 0 END AS leads,
    (homework = $homework)::INTEGER AS homework,
    (tone IN ($tone, 'either'))::INTEGER AS tone,
    CASE WHEN coalesce(lowest_fee, fee) <= $max_fee THEN 1 WHEN coalesce(lowest_fee, fee) <= $max_fee + 25 THEN 0.5
      WHEN coalesce(lowest_fee, fee) IS NOT NULL THEN 0 END AS affordable,
    list_contains(insurers, $insurer::insurers_term)::INTEGER AS insured,
    (weeks <= $max_weeks)::INTEGER AS soon,
    (evenings OR weekends)::INTEGER AS after_work,
    list_contains(ways, 'video'::ways_term)::INTEGER AS meets_by_video
  FROM therapist
  WHERE ($state IS NULL OR list_contains(licensed_in, $state::licensed_in_term) IS NOT FALSE)
    AND ($starts_now IS NOT TRUE OR accepting IS NOT FALSE)
    AND ($language IS NULL OR list_contains(languages, $language::languages_term) IS NOT FALSE)
    AND ($ways IS NULL OR list_has_any(ways, $ways::ways_term[]) IS NOT FALSE)
)
