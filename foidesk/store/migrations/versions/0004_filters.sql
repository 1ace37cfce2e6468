CREATE INDEX ix_foi_case_received ON foi_case (received)
;
CREATE INDEX ix_clock_event_event ON clock_event (event, case_id)
;
CREATE INDEX ix_ground_provision ON ground (provision, case_id)
;
CREATE INDEX ix_decision_outcome ON decision (outcome, question_id)
;
CREATE INDEX ix_letter_sent ON letter (case_id, kind, sent)
;
