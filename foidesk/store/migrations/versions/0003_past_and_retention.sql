ALTER TABLE foi_case ADD COLUMN closed_on TEXT
;
ALTER TABLE foi_case ADD COLUMN disposed_on TEXT
;
ALTER TABLE foi_case ADD COLUMN past_on TEXT
;
ALTER TABLE foi_case ADD COLUMN past_answer TEXT
;
ALTER TABLE foi_case ADD COLUMN kept_until TEXT
;
ALTER TABLE foi_case ADD COLUMN kept_reason TEXT
;
UPDATE foi_case SET closed_on = (
	SELECT substr(max(at), 1, 10) FROM event WHERE event.case_id = foi_case.id AND event.kind = 'closed'
) WHERE stage = 'closed'
;
CREATE TABLE past_source (
	sha256 TEXT NOT NULL,
	case_id INTEGER NOT NULL,
	CONSTRAINT pk_past_source PRIMARY KEY (sha256),
	CONSTRAINT ck_past_source_sha256 CHECK (length(sha256) = 64),
	CONSTRAINT fk_past_source_case_id FOREIGN KEY(case_id) REFERENCES foi_case (id) ON DELETE CASCADE
)
 STRICT
;
CREATE INDEX ix_past_source_case_id ON past_source (case_id)
;
