-- SPDX-License-Identifier: MIT
-- The second half of the query, for DuckDB and SQLite alike ("judged" is the first): each criterion's value from 0 to 1,
-- or null where it is not known, becomes points; then flags, and the first ten.
, summed AS (
  SELECT id, aims_lower, far_too_dear,
    coalesce(works_on_goals * $p_works_on_goals, $u_works_on_goals)
      + coalesce(main_goal * $p_main_goal, $u_main_goal)
      + coalesce(takes_goals_seriously * $p_takes_goals_seriously, $u_takes_goals_seriously)
      + coalesce(builds_skills * $p_builds_skills, $u_builds_skills)
      + coalesce(measures_progress * $p_measures_progress, $u_measures_progress)
      + coalesce(narrow_focus * $p_narrow_focus, $u_narrow_focus)
      + coalesce(knows_topics * $p_knows_topics, $u_knows_topics)
      + coalesce(method * $p_method, $u_method)
      + coalesce(experienced * $p_experienced, $u_experienced)
      + coalesce(knows_walk * $p_knows_walk, $u_knows_walk)
      + coalesce(certified * $p_certified, $u_certified)
      + coalesce(cites_research * $p_cites_research, $u_cites_research)
      + coalesce(supervises * $p_supervises, $u_supervises)
      + coalesce(gender * $p_gender, $u_gender)
      + coalesce(invites_feedback * $p_invites_feedback, $u_invites_feedback)
      + coalesce(sounds_warm * $p_sounds_warm, $u_sounds_warm)
      + coalesce(leads * $p_leads, $u_leads)
      + coalesce(homework * $p_homework, $u_homework)
      + coalesce(tone * $p_tone, $u_tone)
      + coalesce(affordable * $p_affordable, $u_affordable)
      + coalesce(insured * $p_insured, $u_insured)
      + coalesce(soon * $p_soon, $u_soon)
      + coalesce(after_work * $p_after_work, $u_after_work)
      + coalesce(meets_by_video * $p_meets_by_video, $u_meets_by_video) AS score,
    coalesce(works_on_goals * $p_works_on_goals, 0)
      + coalesce(main_goal * $p_main_goal, 0)
      + coalesce(takes_goals_seriously * $p_takes_goals_seriously, 0)
      + coalesce(builds_skills * $p_builds_skills, 0)
      + coalesce(measures_progress * $p_measures_progress, 0)
      + coalesce(narrow_focus * $p_narrow_focus, 0)
      + coalesce(knows_topics * $p_knows_topics, 0)
      + coalesce(method * $p_method, 0)
      + coalesce(experienced * $p_experienced, 0)
      + coalesce(knows_walk * $p_knows_walk, 0)
      + coalesce(certified * $p_certified, 0)
      + coalesce(cites_research * $p_cites_research, 0)
      + coalesce(supervises * $p_supervises, 0)
      + coalesce(gender * $p_gender, 0)
      + coalesce(invites_feedback * $p_invites_feedback, 0)
      + coalesce(sounds_warm * $p_sounds_warm, 0)
      + coalesce(leads * $p_leads, 0)
      + coalesce(homework * $p_homework, 0)
      + coalesce(tone * $p_tone, 0)
      + coalesce(affordable * $p_affordable, 0)
      + coalesce(insured * $p_insured, 0)
      + coalesce(soon * $p_soon, 0)
      + coalesce(after_work * $p_after_work, 0)
      + coalesce(meets_by_video * $p_meets_by_video, 0) AS low,
    CASE WHEN works_on_goals IS NULL THEN 0 ELSE $p_works_on_goals END
      + CASE WHEN main_goal IS NULL THEN 0 ELSE $p_main_goal END
      + CASE WHEN takes_goals_seriously IS NULL THEN 0 ELSE $p_takes_goals_seriously END
      + CASE WHEN builds_skills IS NULL THEN 0 ELSE $p_builds_skills END
      + CASE WHEN measures_progress IS NULL THEN 0 ELSE $p_measures_progress END
      + CASE WHEN narrow_focus IS NULL THEN 0 ELSE $p_narrow_focus END
      + CASE WHEN knows_topics IS NULL THEN 0 ELSE $p_knows_topics END
      + CASE WHEN method IS NULL THEN 0 ELSE $p_method END
      + CASE WHEN experienced IS NULL THEN 0 ELSE $p_experienced END
      + CASE WHEN knows_walk IS NULL THEN 0 ELSE $p_knows_walk END
      + CASE WHEN certified IS NULL THEN 0 ELSE $p_certified END
      + CASE WHEN cites_research IS NULL THEN 0 ELSE $p_cites_research END
      + CASE WHEN supervises IS NULL THEN 0 ELSE $p_supervises END
      + CASE WHEN gender IS NULL THEN 0 ELSE $p_gender END
      + CASE WHEN invites_feedback IS NULL THEN 0 ELSE $p_invites_feedback END
      + CASE WHEN sounds_warm IS NULL THEN 0 ELSE $p_sounds_warm END
      + CASE WHEN leads IS NULL THEN 0 ELSE $p_leads END
      + CASE WHEN homework IS NULL THEN 0 ELSE $p_homework END
      + CASE WHEN tone IS NULL THEN 0 ELSE $p_tone END
      + CASE WHEN affordable IS NULL THEN 0 ELSE $p_affordable END
      + CASE WHEN insured IS NULL THEN 0 ELSE $p_insured END
      + CASE WHEN soon IS NULL THEN 0 ELSE $p_soon END
      + CASE WHEN after_work IS NULL THEN 0 ELSE $p_after_work END
      + CASE WHEN meets_by_video IS NULL THEN 0 ELSE $p_meets_by_video END AS coverage
  FROM judged
), flagged AS (
  SELECT id, coverage,
    score - CASE WHEN aims_lower THEN 15000000 ELSE 0 END - CASE WHEN far_too_dear THEN 5000000 ELSE 0 END AS score,
    CASE WHEN aims_lower THEN 40000000 ELSE 100000000 END AS ceiling,
    low - CASE WHEN NOT aims_lower THEN 0 ELSE 15000000 END - CASE WHEN NOT far_too_dear THEN 0 ELSE 5000000 END AS low,
    CASE WHEN NOT aims_lower THEN 100000000 ELSE 40000000 END AS low_ceiling
  FROM summed
), scored AS (
  SELECT id, greatest(0, least(score, ceiling)) AS score, greatest(0, least(low, low_ceiling)) AS low, coverage
  FROM flagged
)
