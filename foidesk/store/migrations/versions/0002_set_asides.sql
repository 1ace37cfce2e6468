CREATE TABLE set_aside (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	case_id INTEGER NOT NULL,
	rule TEXT NOT NULL,
	target TEXT NOT NULL,
	ground TEXT,
	letter_id INTEGER,
	fingerprint TEXT NOT NULL,
	reason TEXT NOT NULL,
	officer TEXT NOT NULL,
	at TEXT NOT NULL,
	CONSTRAINT fk_set_aside_case_id FOREIGN KEY(case_id) REFERENCES foi_case (id) ON DELETE CASCADE
)
 STRICT
;
CREATE INDEX ix_set_aside_case_id ON set_aside (case_id)
;
