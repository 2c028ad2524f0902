;; SPDX-License-Identifier: MIT
;; The rules in CLIPS: therapists, the client and what each criterion is worth are facts, "nil" is what is not known; a
;; rule that fires adds to a therapist's total. Most criteria have two rules: where it is met, where it is not known.

(deftemplate therapist
  (slot id) (multislot licensed_in) (slot accepting) (multislot languages) (multislot ways) (multislot focus)
  (multislot topics) (multislot methods) (multislot serves) (multislot insurers) (slot years) (slot certified)
  (slot supervises) (slot gender) (slot lead) (slot tone) (slot homework) (slot fee) (slot lowest_fee) (slot weeks)
  (slot evenings) (slot weekends) (slot takes_goals_seriously) (slot builds_skills) (slot measures_progress)
  (slot cites_research) (slot invites_feedback) (slot sounds_warm) (slot aims_lower))
(deftemplate client
  (slot id) (multislot goals) (multislot topics) (multislot methods) (slot walk) (slot functioning) (slot min_years)
  (slot gender) (slot lead) (slot tone) (slot homework) (slot max_fee) (slot insurer) (slot max_weeks) (slot state)
  (slot language) (multislot ways) (slot starts_now))
(deftemplate worth (slot criterion) (slot full) (slot unknown))
(deftemplate candidate (slot id))

(defclass TOTAL (is-a USER)
  (slot score (default 0)) (slot low (default 0)) (slot coverage (default 100000000))
  (slot aims_lower (default no)) (slot too_dear (default no)))
(defmessage-handler TOTAL add (?score ?low ?coverage)
  (bind ?self:score (+ ?self:score ?score))
  (bind ?self:low (+ ?self:low ?low))
  (bind ?self:coverage (+ ?self:coverage ?coverage)))

(deffunction met (?id ?points) (send (symbol-to-instance-name ?id) add ?points ?points 0))
(deffunction unknown (?id ?full ?unknown) (send (symbol-to-instance-name ?id) add ?unknown 0 (- 0 ?full)))
(deffunction shared (?wanted ?has)
  (bind ?count 0)
  (progn$ (?item ?wanted) (if (member$ ?item ?has) then (bind ?count (+ ?count 1))))
  ?count)
(deffunction best_fee (?fee ?lowest) (if (eq ?lowest nil) then ?fee else ?lowest))

;; Gates

(defrule candidate
  (client (state ?state) (starts_now ?now) (language ?language) (ways $?wanted))
  (therapist (id ?id) (licensed_in $?licensed) (accepting ?accepting) (languages $?languages) (ways $?ways))
  (test (or (eq ?state nil) (eq (nth$ 1 ?licensed) nil) (member$ ?state ?licensed)))
  (test (or (neq ?now true) (neq ?accepting false)))
  (test (or (eq ?language nil) (eq (nth$ 1 ?languages) nil) (member$ ?language ?languages)))
  (test (or (eq (nth$ 1 ?wanted) nil) (eq (nth$ 1 ?ways) nil) (> (shared ?wanted ?ways) 0)))
  =>
  (make-instance (symbol-to-instance-name ?id) of TOTAL)
  (assert (candidate (id ?id))))

;; Criteria

(defrule works_on_goals
  (worth (criterion works_on_goals) (full ?full))
  (client (goals $?wanted))
  (candidate (id ?id))
  (therapist (id ?id) (focus $?has&:(neq (nth$ 1 ?has) nil)))
  =>
  (met ?id (div (* ?full (shared ?wanted ?has)) (length$ ?wanted))))

(defrule works_on_goals-unknown
  (worth (criterion works_on_goals) (full ?full) (unknown ?unknown))
  (candidate (id ?id))
  (therapist (id ?id) (focus nil))
  =>
  (unknown ?id ?full ?unknown))

(defrule main_goal
  (worth (criterion main_goal) (full ?full))
  (client (goals ?goal $?))
  (candidate (id ?id))
  (therapist (id ?id) (focus $? ?goal $?))
  =>
  (met ?id ?full))

(defrule main_goal-unknown
  (worth (criterion main_goal) (full ?full) (unknown ?unknown))
  (candidate (id ?id))
  (therapist (id ?id) (focus nil))
  =>
  (unknown ?id ?full ?unknown))

(defrule takes_goals_seriously
  (worth (criterion takes_goals_seriously) (full ?full))
  (candidate (id ?id))
  (therapist (id ?id) (takes_goals_seriously true))
  =>
  (met ?id ?full))

(defrule takes_goals_seriously-unknown
  (worth (criterion takes_goals_seriously) (full ?full) (unknown ?unknown))
  (candidate (id ?id))
  (therapist (id ?id) (takes_goals_seriously nil))
  =>
  (unknown ?id ?full ?unknown))

(defrule builds_skills
  (worth (criterion builds_skills) (full ?full))
  (candidate (id ?id))
  (therapist (id ?id) (builds_skills true))
  =>
  (met ?id ?full))

(defrule builds_skills-unknown
  (worth (criterion builds_skills) (full ?full) (unknown ?unknown))
  (candidate (id ?id))
  (therapist (id ?id) (builds_skills nil))
  =>
  (unknown ?id ?full ?unknown))

(defrule measures_progress
  (worth (criterion measures_progress) (full ?full))
  (candidate (id ?id))
  (therapist (id ?id) (measures_progress true))
  =>
  (met ?id ?full))

(defrule measures_progress-unknown
  (worth (criterion measures_progress) (full ?full) (unknown ?unknown))
  (candidate (id ?id))
  (therapist (id ?id) (measures_progress nil))
  =>
  (unknown ?id ?full ?unknown))

(defrule narrow_focus
  (worth (criterion narrow_focus) (full ?full))
  (candidate (id ?id))
  (therapist (id ?id) (focus $?has&:(neq (nth$ 1 ?has) nil)&:(<= (length$ ?has) 3)))
  =>
  (met ?id ?full))

(defrule narrow_focus-partly
  (worth (criterion narrow_focus) (full ?full))
  (candidate (id ?id))
  (therapist (id ?id) (focus $?has&:(<= 4 (length$ ?has) 5)))
  =>
  (met ?id (div ?full 2)))

(defrule narrow_focus-unknown
  (worth (criterion narrow_focus) (full ?full) (unknown ?unknown))
  (candidate (id ?id))
  (therapist (id ?id) (focus nil))
  =>
  (unknown ?id ?full ?unknown))

(defrule knows_topics
  (worth (criterion knows_topics) (full ?full))
  (client (topics $?wanted))
  (candidate (id ?id))
  (therapist (id ?id) (topics $?has&:(neq (nth$ 1 ?has) nil)))
  =>
  (met ?id (div (* ?full (shared ?wanted ?has)) (length$ ?wanted))))

(defrule knows_topics-unknown
  (worth (criterion knows_topics) (full ?full) (unknown ?unknown))
  (candidate (id ?id))
  (therapist (id ?id) (topics nil))
  =>
  (unknown ?id ?full ?unknown))

(defrule method
  (worth (criterion method) (full ?full))
  (client (methods $?wanted))
  (candidate (id ?id))
  (therapist (id ?id) (methods $?has))
  (test (> (shared ?wanted ?has) 0))
  =>
  (met ?id ?full))

(defrule method-unknown
  (worth (criterion method) (full ?full) (unknown ?unknown))
  (candidate (id ?id))
  (therapist (id ?id) (methods nil))
  =>
  (unknown ?id ?full ?unknown))

(defrule experienced
  (worth (criterion experienced) (full ?full))
  (client (min_years ?min))
  (candidate (id ?id))
  (therapist (id ?id) (years ?years&~nil&:(>= ?years ?min)))
  =>
  (met ?id ?full))

(defrule experienced-partly
  (worth (criterion experienced) (full ?full))
  (client (min_years ?min))
  (candidate (id ?id))
  (therapist (id ?id) (years ?years&~nil&:(< ?years ?min)&:(>= ?years (- ?min 2))))
  =>
  (met ?id (div ?full 2)))

(defrule experienced-unknown
  (worth (criterion experienced) (full ?full) (unknown ?unknown))
  (candidate (id ?id))
  (therapist (id ?id) (years nil))
  =>
  (unknown ?id ?full ?unknown))

(defrule knows_walk
  (worth (criterion knows_walk) (full ?full))
  (client (walk ?walk))
  (candidate (id ?id))
  (therapist (id ?id) (serves $? ?walk $?))
  =>
  (met ?id ?full))

(defrule knows_walk-unknown
  (worth (criterion knows_walk) (full ?full) (unknown ?unknown))
  (candidate (id ?id))
  (therapist (id ?id) (serves nil))
  =>
  (unknown ?id ?full ?unknown))

(defrule certified
  (worth (criterion certified) (full ?full))
  (candidate (id ?id))
  (therapist (id ?id) (certified true))
  =>
  (met ?id ?full))

(defrule certified-unknown
  (worth (criterion certified) (full ?full) (unknown ?unknown))
  (candidate (id ?id))
  (therapist (id ?id) (certified nil))
  =>
  (unknown ?id ?full ?unknown))

(defrule cites_research
  (worth (criterion cites_research) (full ?full))
  (candidate (id ?id))
  (therapist (id ?id) (cites_research true))
  =>
  (met ?id ?full))

(defrule cites_research-unknown
  (worth (criterion cites_research) (full ?full) (unknown ?unknown))
  (candidate (id ?id))
  (therapist (id ?id) (cites_research nil))
  =>
  (unknown ?id ?full ?unknown))

(defrule supervises
  (worth (criterion supervises) (full ?full))
  (candidate (id ?id))
  (therapist (id ?id) (supervises true))
  =>
  (met ?id ?full))

(defrule supervises-unknown
  (worth (criterion supervises) (full ?full) (unknown ?unknown))
  (candidate (id ?id))
  (therapist (id ?id) (supervises nil))
  =>
  (unknown ?id ?full ?unknown))

(defrule gender
  (worth (criterion gender) (full ?full))
  (client (gender ?gender))
  (candidate (id ?id))
  (therapist (id ?id) (gender ?gender))
  =>
  (met ?id ?full))

(defrule gender-unknown
  (worth (criterion gender) (full ?full) (unknown ?unknown))
  (candidate (id ?id))
  (therapist (id ?id) (gender nil))
  =>
  (unknown ?id ?full ?unknown))

(defrule invites_feedback
  (worth (criterion invites_feedback) (full ?full))
  (candidate (id ?id))
  (therapist (id ?id) (invites_feedback true))
  =>
  (met ?id ?full))

(defrule invites_feedback-unknown
  (worth (criterion invites_feedback) (full ?full) (unknown ?unknown))
  (candidate (id ?id))
  (therapist (id ?id) (invites_feedback nil))
  =>
  (unknown ?id ?full ?unknown))

(defrule sounds_warm
  (worth (criterion sounds_warm) (full ?full))
  (candidate (id ?id))
  (therapist (id ?id) (sounds_warm true))
  =>
  (met ?id ?full))

(defrule sounds_warm-unknown
  (worth (criterion sounds_warm) (full ?full) (unknown ?unknown))
  (candidate (id ?id))
  (therapist (id ?id) (sounds_warm nil))
  =>
  (unknown ?id ?full ?unknown))

(defrule leads
  (worth (criterion leads) (full ?full))
  (client (lead ?lead))
  (candidate (id ?id))
  (therapist (id ?id) (lead ?lead))
  =>
  (met ?id ?full))

(defrule leads-partly
  (worth (criterion leads) (full ?full))
  (candidate (id ?id))
  (therapist (id ?id) (lead either))
  =>
  (met ?id (div (* 3 ?full) 4)))

(defrule leads-unknown
  (worth (criterion leads) (full ?full) (unknown ?unknown))
  (candidate (id ?id))
  (therapist (id ?id) (lead nil))
  =>
  (unknown ?id ?full ?unknown))

(defrule homework
  (worth (criterion homework) (full ?full))
  (client (homework ?homework))
  (candidate (id ?id))
  (therapist (id ?id) (homework ?homework))
  =>
  (met ?id ?full))

(defrule homework-unknown
  (worth (criterion homework) (full ?full) (unknown ?unknown))
  (candidate (id ?id))
  (therapist (id ?id) (homework nil))
  =>
  (unknown ?id ?full ?unknown))

(defrule tone
  (worth (criterion tone) (full ?full))
  (client (tone ?tone))
  (candidate (id ?id))
  (therapist (id ?id) (tone ?tone | either))
  =>
  (met ?id ?full))

(defrule tone-unknown
  (worth (criterion tone) (full ?full) (unknown ?unknown))
  (candidate (id ?id))
  (therapist (id ?id) (tone nil))
  =>
  (unknown ?id ?full ?unknown))

(defrule affordable
  (worth (criterion affordable) (full ?full))
  (client (max_fee ?max))
  (candidate (id ?id))
  (therapist (id ?id) (fee ?fee&~nil) (lowest_fee ?lowest))
  (test (<= (best_fee ?fee ?lowest) ?max))
  =>
  (met ?id ?full))

(defrule affordable-partly
  (worth (criterion affordable) (full ?full))
  (client (max_fee ?max))
  (candidate (id ?id))
  (therapist (id ?id) (fee ?fee&~nil) (lowest_fee ?lowest))
  (test (> (best_fee ?fee ?lowest) ?max))
  (test (<= (best_fee ?fee ?lowest) (+ ?max 25)))
  =>
  (met ?id (div ?full 2)))

(defrule affordable-unknown
  (worth (criterion affordable) (full ?full) (unknown ?unknown))
  (candidate (id ?id))
  (therapist (id ?id) (fee nil))
  =>
  (unknown ?id ?full ?unknown))

(defrule insured
  (worth (criterion insured) (full ?full))
  (client (insurer ?insurer))
  (candidate (id ?id))
  (therapist (id ?id) (insurers $? ?insurer $?))
  =>
  (met ?id ?full))

(defrule insured-unknown
  (worth (criterion insured) (full ?full) (unknown ?unknown))
  (candidate (id ?id))
  (therapist (id ?id) (insurers nil))
  =>
  (unknown ?id ?full ?unknown))

(defrule soon
  (worth (criterion soon) (full ?full))
  (client (max_weeks ?max))
  (candidate (id ?id))
  (therapist (id ?id) (weeks ?weeks&~nil&:(<= ?weeks ?max)))
  =>
  (met ?id ?full))

(defrule soon-unknown
  (worth (criterion soon) (full ?full) (unknown ?unknown))
  (candidate (id ?id))
  (therapist (id ?id) (weeks nil))
  =>
  (unknown ?id ?full ?unknown))

(defrule after_work
  (worth (criterion after_work) (full ?full))
  (candidate (id ?id))
  (therapist (id ?id) (evenings ?evenings) (weekends ?weekends))
  (test (or (eq ?evenings true) (eq ?weekends true)))
  =>
  (met ?id ?full))

(defrule after_work-unknown
  (worth (criterion after_work) (full ?full) (unknown ?unknown))
  (candidate (id ?id))
  (therapist (id ?id) (evenings ?evenings) (weekends ?weekends))
  (test (and (neq ?evenings true) (neq ?weekends true)))
  (test (or (eq ?evenings nil) (eq ?weekends nil)))
  =>
  (unknown ?id ?full ?unknown))

(defrule meets_by_video
  (worth (criterion meets_by_video) (full ?full))
  (candidate (id ?id))
  (therapist (id ?id) (ways $? video $?))
  =>
  (met ?id ?full))

(defrule meets_by_video-unknown
  (worth (criterion meets_by_video) (full ?full) (unknown ?unknown))
  (candidate (id ?id))
  (therapist (id ?id) (ways nil))
  =>
  (unknown ?id ?full ?unknown))

;; Flags

(defrule aims_lower
  (candidate (id ?id))
  (therapist (id ?id) (aims_lower ?aims_lower&true|nil))
  =>
  (send (symbol-to-instance-name ?id) put-aims_lower ?aims_lower))

(defrule far_too_dear
  (client (max_fee ?max))
  (candidate (id ?id))
  (therapist (id ?id) (fee ?fee))
  (test (or (eq ?fee nil) (> ?fee (* 2 ?max))))
  =>
  (send (symbol-to-instance-name ?id) put-too_dear (if (eq ?fee nil) then nil else true)))

(deffunction cut (?sum ?lower ?dear)
  (bind ?sum (- ?sum (if ?lower then 15000000 else 0) (if ?dear then 5000000 else 0)))
  (max 0 (min (if ?lower then 40000000 else 100000000) ?sum)))

;; Ranks the therapists of a file of facts for the client in another one, and writes all scores to a third. The time is
;; that from the client's coming to the last rule's firing: therapists are there before, and what can be matched without
;; the client has been.
(deffunction rank (?therapists ?client ?scores)
  (loop-for-count 3
    (reset)
    (load-facts ?therapists)
    (bind ?start (time))
    (load-facts ?client)
    (run)
    (format t "%.6f%n" (- (time) ?start)))
  (open ?scores scores "w")
  (do-for-all-instances ((?t TOTAL)) TRUE
    (printout scores (instance-name-to-symbol (instance-name ?t)) " "
      (cut ?t:score (eq ?t:aims_lower true) (eq ?t:too_dear true)) " "
      (cut ?t:low (neq ?t:aims_lower no) (neq ?t:too_dear no)) " " ?t:coverage crlf))
  (close scores))
