PRAGMA application_id = 1179601220
;
CREATE TABLE authority (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	address TEXT, 
	signatory_name TEXT, 
	signatory_role TEXT, 
	cost_limit_gbp INTEGER, 
	audit_functions INTEGER NOT NULL, 
	complaints TEXT, 
	no_complaints_procedure INTEGER NOT NULL, 
	review_days INTEGER, 
	regulator_contact TEXT, 
	reuse TEXT, 
	CONSTRAINT pk_authority PRIMARY KEY (id)
)
 STRICT
;
CREATE TABLE stored_file (
	sha256 TEXT NOT NULL, 
	size INTEGER NOT NULL, 
	data BLOB NOT NULL, 
	CONSTRAINT pk_stored_file PRIMARY KEY (sha256), 
	CONSTRAINT ck_stored_file_sha256 CHECK (length(sha256) = 64), 
	CONSTRAINT ck_stored_file_size CHECK (length(data) = size)
)
 STRICT
;
CREATE TABLE event (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	case_id INTEGER, 
	at TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	os_user TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	body TEXT NOT NULL, 
	prev TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	CONSTRAINT ck_event_body CHECK (json_valid(body)), 
	CONSTRAINT ck_event_hash CHECK (length(hash) = 64)
)
 STRICT
;
CREATE TABLE setting (
	"key" TEXT NOT NULL, 
	value TEXT, 
	CONSTRAINT pk_setting PRIMARY KEY ("key")
)
 STRICT
;
CREATE TABLE foi_case (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	authority_id INTEGER NOT NULL, 
	reference TEXT NOT NULL, 
	title TEXT NOT NULL, 
	regime TEXT NOT NULL, 
	language TEXT NOT NULL, 
	stage TEXT NOT NULL, 
	publish INTEGER, 
	received TEXT NOT NULL, 
	sent_by_requester TEXT, 
	received_reason TEXT, 
	channel TEXT, 
	request_text TEXT NOT NULL, 
	people TEXT NOT NULL, 
	holders TEXT NOT NULL, 
	advice TEXT NOT NULL, 
	consultations TEXT NOT NULL, 
	approvals TEXT NOT NULL, 
	due TEXT, 
	clock_status TEXT NOT NULL, 
	salt BLOB NOT NULL, 
	CONSTRAINT fk_foi_case_authority_id FOREIGN KEY(authority_id) REFERENCES authority (id), 
	CONSTRAINT uq_foi_case_reference UNIQUE (reference)
)
 STRICT
;
CREATE TABLE requester (
	id INTEGER NOT NULL, 
	case_id INTEGER NOT NULL, 
	name TEXT, 
	email TEXT, 
	address TEXT, 
	handle TEXT, 
	organisation TEXT, 
	format_wanted TEXT, 
	CONSTRAINT pk_requester PRIMARY KEY (id), 
	CONSTRAINT fk_requester_case_id FOREIGN KEY(case_id) REFERENCES foi_case (id) ON DELETE CASCADE
)
 STRICT
;
CREATE TABLE note (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	case_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	questions TEXT NOT NULL, 
	CONSTRAINT fk_note_case_id FOREIGN KEY(case_id) REFERENCES foi_case (id) ON DELETE CASCADE
)
 STRICT
;
CREATE TABLE question (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	case_id INTEGER, 
	parent_id INTEGER, 
	position INTEGER NOT NULL, 
	label TEXT NOT NULL, 
	text TEXT NOT NULL, 
	start INTEGER, 
	"end" INTEGER, 
	same_answer_as TEXT, 
	CONSTRAINT ck_question_span CHECK (start IS NULL OR (start >= 0 AND end >= start)), 
	CONSTRAINT fk_question_case_id FOREIGN KEY(case_id) REFERENCES foi_case (id) ON DELETE CASCADE, 
	CONSTRAINT fk_question_parent_id FOREIGN KEY(parent_id) REFERENCES question (id) ON DELETE CASCADE
)
 STRICT
;
CREATE TABLE clock_event (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	case_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	event TEXT NOT NULL, 
	"on" TEXT NOT NULL, 
	until TEXT, 
	questions TEXT NOT NULL, 
	CONSTRAINT fk_clock_event_case_id FOREIGN KEY(case_id) REFERENCES foi_case (id) ON DELETE CASCADE
)
 STRICT
;
CREATE TABLE correspondence (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	case_id INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	direction TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	with_whom TEXT NOT NULL, 
	summary TEXT NOT NULL, 
	files TEXT NOT NULL, 
	CONSTRAINT fk_correspondence_case_id FOREIGN KEY(case_id) REFERENCES foi_case (id) ON DELETE CASCADE
)
 STRICT
;
CREATE TABLE case_link (
	id INTEGER NOT NULL, 
	case_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	reference TEXT NOT NULL, 
	CONSTRAINT pk_case_link PRIMARY KEY (id), 
	CONSTRAINT fk_case_link_case_id FOREIGN KEY(case_id) REFERENCES foi_case (id) ON DELETE CASCADE
)
 STRICT
;
CREATE TABLE attachment (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	case_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	role TEXT NOT NULL, 
	listed INTEGER NOT NULL, 
	media_type TEXT NOT NULL, 
	sha256 TEXT, 
	pages INTEGER, 
	made_here INTEGER NOT NULL, 
	CONSTRAINT fk_attachment_case_id FOREIGN KEY(case_id) REFERENCES foi_case (id) ON DELETE CASCADE, 
	CONSTRAINT fk_attachment_sha256 FOREIGN KEY(sha256) REFERENCES stored_file (sha256)
)
 STRICT
;
CREATE TABLE letter (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	case_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	dated TEXT, 
	sent TEXT, 
	signed INTEGER NOT NULL, 
	signed_at TEXT, 
	sha256 TEXT, 
	superseded TEXT NOT NULL, 
	late_apology TEXT, 
	public_interest_decision_by TEXT, 
	cost_limit_stated_gbp INTEGER, 
	advice_and_assistance TEXT, 
	advice_not_possible TEXT, 
	goodwill_note TEXT, 
	clarification TEXT, 
	environmental_handling TEXT, 
	format_refused INTEGER NOT NULL, 
	format_refused_reason TEXT, 
	left_out TEXT NOT NULL, 
	own_words TEXT NOT NULL, 
	CONSTRAINT fk_letter_case_id FOREIGN KEY(case_id) REFERENCES foi_case (id) ON DELETE CASCADE, 
	CONSTRAINT fk_letter_sha256 FOREIGN KEY(sha256) REFERENCES stored_file (sha256)
)
 STRICT
;
CREATE TABLE ground (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	case_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	provision TEXT NOT NULL, 
	by_reference_to TEXT NOT NULL, 
	reason TEXT, 
	harm TEXT, 
	likelihood TEXT, 
	pi_duty TEXT, 
	pi_for TEXT NOT NULL, 
	pi_against TEXT NOT NULL, 
	pi_balance TEXT, 
	section_17_4 INTEGER NOT NULL, 
	private_reason TEXT, 
	certificate TEXT, 
	consultations TEXT NOT NULL, 
	qualified_person TEXT, 
	statistical INTEGER NOT NULL, 
	where_to_find TEXT, 
	publication_plan TEXT, 
	held_before_request INTEGER NOT NULL, 
	previous_reference TEXT, 
	repeat TEXT, 
	enactment TEXT, 
	interests_of TEXT, 
	breach_of_confidence TEXT, 
	data_protection TEXT, 
	subject_access_pointer TEXT, 
	purpose_31_2 TEXT, 
	CONSTRAINT fk_ground_case_id FOREIGN KEY(case_id) REFERENCES foi_case (id) ON DELETE CASCADE
)
 STRICT
;
CREATE TABLE cost_estimate (
	id INTEGER NOT NULL, 
	case_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	questions TEXT NOT NULL, 
	similar INTEGER, 
	other_gbp INTEGER NOT NULL, 
	aggregated TEXT, 
	tasks TEXT NOT NULL, 
	CONSTRAINT pk_cost_estimate PRIMARY KEY (id), 
	CONSTRAINT fk_cost_estimate_case_id FOREIGN KEY(case_id) REFERENCES foi_case (id) ON DELETE CASCADE
)
 STRICT
;
CREATE TABLE text_version (
	id INTEGER NOT NULL, 
	case_id INTEGER NOT NULL, 
	field TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	base_number INTEGER, 
	body BLOB NOT NULL, 
	digest TEXT NOT NULL, 
	CONSTRAINT pk_text_version PRIMARY KEY (id), 
	CONSTRAINT uq_text_version_case_id_field_number UNIQUE (case_id, field, number), 
	CONSTRAINT fk_text_version_case_id FOREIGN KEY(case_id) REFERENCES foi_case (id) ON DELETE CASCADE
)
 STRICT
;
CREATE TABLE draft (
	case_id INTEGER NOT NULL, 
	field TEXT NOT NULL, 
	at TEXT NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_draft PRIMARY KEY (case_id, field), 
	CONSTRAINT fk_draft_case_id FOREIGN KEY(case_id) REFERENCES foi_case (id) ON DELETE CASCADE
)
 STRICT
;
CREATE TABLE decision (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	question_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	outcome TEXT NOT NULL, 
	extent_kind TEXT NOT NULL, 
	extent_words TEXT NOT NULL, 
	held INTEGER, 
	answer TEXT, 
	regime TEXT, 
	in_the_alternative INTEGER NOT NULL, 
	different_information INTEGER NOT NULL, 
	record_year INTEGER, 
	CONSTRAINT fk_decision_question_id FOREIGN KEY(question_id) REFERENCES question (id) ON DELETE CASCADE
)
 STRICT
;
CREATE TABLE decision_ground (
	decision_id INTEGER NOT NULL, 
	ground_id INTEGER NOT NULL, 
	CONSTRAINT pk_decision_ground PRIMARY KEY (decision_id, ground_id), 
	CONSTRAINT fk_decision_ground_decision_id FOREIGN KEY(decision_id) REFERENCES decision (id) ON DELETE CASCADE, 
	CONSTRAINT fk_decision_ground_ground_id FOREIGN KEY(ground_id) REFERENCES ground (id) ON DELETE CASCADE
)
 WITHOUT ROWID,
 STRICT
;
CREATE VIRTUAL TABLE case_fts USING fts5(
    reference, title, requester, request, answer,
    content='', contentless_delete=1, tokenize='porter unicode61 remove_diacritics 2', prefix='2 3'
)
;
CREATE INDEX ix_event_case ON event (case_id, seq)
;
CREATE INDEX ix_foi_case_authority_id ON foi_case (authority_id)
;
CREATE INDEX ix_foi_case_list ON foi_case (stage, due, reference, title)
;
CREATE INDEX ix_requester_case_id ON requester (case_id)
;
CREATE INDEX ix_note_case_id ON note (case_id)
;
CREATE INDEX ix_question_parent_id ON question (parent_id)
;
CREATE INDEX ix_question_case_id ON question (case_id)
;
CREATE INDEX ix_clock_event_case_id ON clock_event (case_id)
;
CREATE INDEX ix_correspondence_case_id ON correspondence (case_id)
;
CREATE INDEX ix_case_link_case_id ON case_link (case_id)
;
CREATE INDEX ix_attachment_sha256 ON attachment (sha256)
;
CREATE INDEX ix_attachment_case_id ON attachment (case_id)
;
CREATE INDEX ix_letter_sha256 ON letter (sha256)
;
CREATE INDEX ix_letter_case_id ON letter (case_id)
;
CREATE INDEX ix_ground_case_id ON ground (case_id)
;
CREATE INDEX ix_cost_estimate_case_id ON cost_estimate (case_id)
;
CREATE INDEX ix_decision_question_id ON decision (question_id)
;
CREATE INDEX ix_decision_ground_ground_id ON decision_ground (ground_id)
;
CREATE TRIGGER event_no_update BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END
;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END
;
CREATE TRIGGER event_no_replace BEFORE INSERT ON event WHEN EXISTS (SELECT 1 FROM event WHERE seq = new.seq)
BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END
;
CREATE TRIGGER event_chain BEFORE INSERT ON event
WHEN new.prev IS NOT coalesce((SELECT hash FROM event ORDER BY seq DESC LIMIT 1), '')
BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END
