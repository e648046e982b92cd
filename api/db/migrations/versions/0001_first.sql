-- The first schema, frozen: what `api.db.tables` was on the day of the first release.

CREATE TABLE citizens (
	id UUID NOT NULL,
	tenant VARCHAR(4) NOT NULL,
	jobcentre VARCHAR(5) NOT NULL,
	reference TEXT NOT NULL,
	cpr_sealed TEXT NOT NULL,
	persona TEXT,
	display_name TEXT NOT NULL,
	lang VARCHAR(8) DEFAULT 'da' NOT NULL,
	email TEXT,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	refreshed_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_citizens PRIMARY KEY (id),
	CONSTRAINT uq_citizens_jobcentre_reference UNIQUE (jobcentre, reference),
	CONSTRAINT uq_citizens_persona UNIQUE (persona)
);

CREATE TABLE cursors (
	source TEXT NOT NULL,
	cursor TEXT,
	read_from TIMESTAMP WITH TIME ZONE,
	heard_at TIMESTAMP WITH TIME ZONE,
	paused_until TIMESTAMP WITH TIME ZONE,
	failures INTEGER DEFAULT '0' NOT NULL,
	CONSTRAINT pk_cursors PRIMARY KEY (source)
);

CREATE TABLE group_meetings (
	jobcentre VARCHAR(5) NOT NULL,
	group_id TEXT NOT NULL,
	capacity INTEGER NOT NULL,
	taken INTEGER DEFAULT '0' NOT NULL,
	others INTEGER DEFAULT '0' NOT NULL,
	CONSTRAINT pk_group_meetings PRIMARY KEY (jobcentre, group_id),
	CONSTRAINT ck_group_meetings_seats CHECK (taken >= 0 AND others >= 0 AND taken + others <= capacity)
);

CREATE TABLE inbox (
	sequence BIGINT GENERATED ALWAYS AS IDENTITY,
	source TEXT NOT NULL,
	event_id TEXT NOT NULL,
	jobcentre VARCHAR(5) NOT NULL,
	kind TEXT NOT NULL,
	body JSONB NOT NULL,
	state VARCHAR(12) DEFAULT 'waiting' NOT NULL,
	attempts INTEGER DEFAULT '0' NOT NULL,
	last_error TEXT,
	due_at TIMESTAMP WITH TIME ZONE NOT NULL,
	claimed_until TIMESTAMP WITH TIME ZONE,
	received_at TIMESTAMP WITH TIME ZONE NOT NULL,
	finished_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_inbox PRIMARY KEY (sequence),
	CONSTRAINT uq_inbox_source_event_id UNIQUE (source, event_id)
);

CREATE INDEX ix_inbox_waiting ON inbox (jobcentre, sequence) WHERE state = 'waiting';

CREATE TABLE jobcentre_settings (
	jobcentre VARCHAR(5) NOT NULL,
	move_cutoff_minutes INTEGER NOT NULL,
	joint_selfbooking BOOLEAN NOT NULL,
	hold_minutes INTEGER NOT NULL,
	CONSTRAINT pk_jobcentre_settings PRIMARY KEY (jobcentre)
);

CREATE TABLE offer_windows (
	jobcentre VARCHAR(5) NOT NULL,
	offer_id TEXT NOT NULL,
	window_from DATE NOT NULL,
	window_to DATE NOT NULL,
	wanted_at TIMESTAMP WITH TIME ZONE,
	seen_at TIMESTAMP WITH TIME ZONE,
	due_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_offer_windows PRIMARY KEY (jobcentre, offer_id)
);

CREATE TABLE outages (
	number BIGINT GENERATED ALWAYS AS IDENTITY,
	jobcentre VARCHAR(5) NOT NULL,
	cause TEXT NOT NULL,
	began_at TIMESTAMP WITH TIME ZONE NOT NULL,
	ended_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_outages PRIMARY KEY (number)
);

CREATE UNIQUE INDEX uq_outages_open ON outages (jobcentre) WHERE ended_at IS NULL;

CREATE TABLE outbox (
	sequence BIGINT GENERATED ALWAYS AS IDENTITY,
	id UUID NOT NULL,
	destination TEXT NOT NULL,
	subject TEXT NOT NULL,
	kind VARCHAR(48) NOT NULL,
	body JSONB NOT NULL,
	state VARCHAR(12) DEFAULT 'waiting' NOT NULL,
	attempts INTEGER DEFAULT '0' NOT NULL,
	last_error TEXT,
	trace TEXT,
	asked_with TEXT,
	asked VARCHAR(64),
	due_at TIMESTAMP WITH TIME ZONE NOT NULL,
	claimed_until TIMESTAMP WITH TIME ZONE,
	expires_at TIMESTAMP WITH TIME ZONE,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	finished_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_outbox PRIMARY KEY (sequence),
	CONSTRAINT uq_outbox_id UNIQUE (id)
);

CREATE INDEX ix_outbox_order ON outbox (destination, subject, sequence) WHERE state = 'waiting';

CREATE INDEX ix_outbox_parked ON outbox (destination) WHERE state = 'parked';

CREATE INDEX ix_outbox_waiting ON outbox (destination, sequence) WHERE state = 'waiting';

CREATE UNIQUE INDEX uq_outbox_asked ON outbox (subject, asked_with) WHERE asked_with IS NOT NULL;

CREATE TABLE reconciliations (
	number BIGINT GENERATED ALWAYS AS IDENTITY,
	jobcentre VARCHAR(5) NOT NULL,
	window_from TIMESTAMP WITH TIME ZONE NOT NULL,
	ran_at TIMESTAMP WITH TIME ZONE NOT NULL,
	counts JSONB NOT NULL,
	CONSTRAINT pk_reconciliations PRIMARY KEY (number)
);

CREATE TABLE times (
	jobcentre VARCHAR(5) NOT NULL,
	offer_id TEXT NOT NULL,
	time_id TEXT NOT NULL,
	starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
	ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
	adviser_id TEXT,
	adviser TEXT,
	forms TEXT[] NOT NULL,
	group_id TEXT,
	first_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
	seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_times PRIMARY KEY (jobcentre, offer_id, time_id)
);

CREATE INDEX ix_times_id ON times (jobcentre, time_id);

CREATE INDEX ix_times_search ON times (jobcentre, offer_id, starts_at);

CREATE TABLE chat_links (
	chat_hash VARCHAR(64) NOT NULL,
	channel VARCHAR(16) NOT NULL,
	chat_sealed TEXT NOT NULL,
	citizen_id UUID NOT NULL,
	level VARCHAR(16) NOT NULL,
	consented BOOLEAN DEFAULT 'false' NOT NULL,
	blocked BOOLEAN DEFAULT 'false' NOT NULL,
	linked_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_chat_links PRIMARY KEY (chat_hash),
	CONSTRAINT fk_chat_links_citizen_id FOREIGN KEY(citizen_id) REFERENCES citizens (id) ON DELETE CASCADE
);

CREATE INDEX ix_chat_links_citizen ON chat_links (citizen_id);

CREATE TABLE citizen_facts (
	citizen_id UUID NOT NULL,
	key TEXT NOT NULL,
	value JSONB NOT NULL,
	source TEXT NOT NULL,
	dated DATE,
	seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_citizen_facts PRIMARY KEY (citizen_id, key),
	CONSTRAINT fk_citizen_facts_citizen_id FOREIGN KEY(citizen_id) REFERENCES citizens (id) ON DELETE CASCADE
);

CREATE TABLE deadlines (
	citizen_id UUID NOT NULL,
	deadline_id TEXT NOT NULL,
	kind VARCHAR(40) NOT NULL,
	state VARCHAR(12) NOT NULL,
	due DATE NOT NULL,
	latest_held DATE NOT NULL,
	guided_on DATE,
	first_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
	changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_deadlines PRIMARY KEY (citizen_id, deadline_id),
	CONSTRAINT fk_deadlines_citizen_id FOREIGN KEY(citizen_id) REFERENCES citizens (id) ON DELETE CASCADE
);

CREATE TABLE deliveries (
	id UUID NOT NULL,
	citizen_id UUID NOT NULL,
	channel VARCHAR(16) NOT NULL,
	address TEXT,
	notice_ids UUID[] NOT NULL,
	state VARCHAR(12) DEFAULT 'waiting' NOT NULL,
	attempts INTEGER DEFAULT '0' NOT NULL,
	maybe_twice BOOLEAN DEFAULT 'false' NOT NULL,
	last_error TEXT,
	due_at TIMESTAMP WITH TIME ZONE NOT NULL,
	expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
	claimed_until TIMESTAMP WITH TIME ZONE,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	finished_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_deliveries PRIMARY KEY (id),
	CONSTRAINT fk_deliveries_citizen_id FOREIGN KEY(citizen_id) REFERENCES citizens (id) ON DELETE CASCADE
);

CREATE INDEX ix_deliveries_citizen ON deliveries (citizen_id);

CREATE INDEX ix_deliveries_waiting ON deliveries (channel, due_at) WHERE state = 'waiting';

CREATE TABLE differences (
	number BIGINT GENERATED ALWAYS AS IDENTITY,
	reconciliation BIGINT NOT NULL,
	kind VARCHAR(24) NOT NULL,
	interview_id UUID NOT NULL,
	ours JSONB,
	theirs JSONB,
	repaired BOOLEAN NOT NULL,
	CONSTRAINT pk_differences PRIMARY KEY (number),
	CONSTRAINT uq_differences_reconciliation_kind_interview_id UNIQUE (reconciliation, kind, interview_id),
	CONSTRAINT fk_differences_reconciliation FOREIGN KEY(reconciliation) REFERENCES reconciliations (number) ON DELETE CASCADE
);

CREATE TABLE evidence (
	number BIGINT GENERATED ALWAYS AS IDENTITY,
	id UUID NOT NULL,
	citizen_id UUID NOT NULL,
	kind VARCHAR(24) NOT NULL,
	interview_id UUID,
	data JSONB NOT NULL,
	asked_with TEXT,
	asked VARCHAR(64),
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_evidence PRIMARY KEY (number),
	CONSTRAINT uq_evidence_id UNIQUE (id),
	CONSTRAINT fk_evidence_citizen_id FOREIGN KEY(citizen_id) REFERENCES citizens (id) ON DELETE CASCADE
);

CREATE INDEX ix_evidence_citizen ON evidence (citizen_id, created_at);

CREATE UNIQUE INDEX uq_evidence_asked ON evidence (citizen_id, asked_with) WHERE asked_with IS NOT NULL;

CREATE TABLE guidance_receipts (
	number SERIAL NOT NULL,
	id UUID NOT NULL,
	citizen_id UUID,
	conversation_hash VARCHAR(64) NOT NULL,
	topic TEXT NOT NULL,
	lang VARCHAR(8) NOT NULL,
	body JSONB NOT NULL,
	previous_hash VARCHAR(64) NOT NULL,
	hash VARCHAR(64) NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_guidance_receipts PRIMARY KEY (number),
	CONSTRAINT uq_guidance_receipts_id UNIQUE (id),
	CONSTRAINT fk_guidance_receipts_citizen_id FOREIGN KEY(citizen_id) REFERENCES citizens (id) ON DELETE CASCADE
);

CREATE TABLE identity_keys (
	fingerprint VARCHAR(64) NOT NULL,
	citizen_id UUID NOT NULL,
	CONSTRAINT pk_identity_keys PRIMARY KEY (fingerprint),
	CONSTRAINT fk_identity_keys_citizen_id FOREIGN KEY(citizen_id) REFERENCES citizens (id) ON DELETE CASCADE
);

CREATE INDEX ix_identity_keys_citizen ON identity_keys (citizen_id);

CREATE TABLE interviews (
	id UUID NOT NULL,
	citizen_id UUID NOT NULL,
	jobcentre VARCHAR(5) NOT NULL,
	kind VARCHAR(40) NOT NULL,
	form VARCHAR(16) NOT NULL,
	time_id TEXT,
	group_id TEXT,
	adviser_id TEXT,
	adviser TEXT,
	starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
	ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
	wall_start TIMESTAMP WITHOUT TIME ZONE NOT NULL,
	timezone TEXT DEFAULT 'Europe/Copenhagen' NOT NULL,
	details JSONB DEFAULT '{}'::jsonb NOT NULL,
	status VARCHAR(16),
	version INTEGER DEFAULT '0' NOT NULL,
	cancelled_by VARCHAR(8),
	wish VARCHAR(8),
	wish_state VARCHAR(12),
	refusal TEXT,
	replaces UUID,
	hold_until TIMESTAMP WITH TIME ZONE,
	extended BOOLEAN DEFAULT 'false' NOT NULL,
	active BOOLEAN NOT NULL,
	revision INTEGER DEFAULT '1' NOT NULL,
	selfbooked BOOLEAN DEFAULT 'true' NOT NULL,
	obligatory BOOLEAN DEFAULT 'true' NOT NULL,
	movable BOOLEAN DEFAULT 'true' NOT NULL,
	move_until TIMESTAMP WITH TIME ZONE,
	cancellable BOOLEAN DEFAULT 'true' NOT NULL,
	cancel_until TIMESTAMP WITH TIME ZONE,
	rating INTEGER,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_interviews PRIMARY KEY (id),
	CONSTRAINT ck_interviews_ends_after_start CHECK (ends_at > starts_at),
	CONSTRAINT ex_interviews_adviser EXCLUDE USING gist (jobcentre WITH =, adviser_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (active AND group_id IS NULL),
	CONSTRAINT ex_interviews_citizen EXCLUDE USING gist (citizen_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (active AND replaces IS NULL),
	CONSTRAINT fk_interviews_citizen_id FOREIGN KEY(citizen_id) REFERENCES citizens (id) ON DELETE CASCADE,
	CONSTRAINT fk_interviews_replaces FOREIGN KEY(replaces) REFERENCES interviews (id) ON DELETE CASCADE
);

CREATE INDEX ix_interviews_active ON interviews (ends_at) WHERE active;

CREATE INDEX ix_interviews_changed ON interviews (jobcentre, changed_at);

CREATE INDEX ix_interviews_citizen ON interviews (citizen_id, starts_at);

CREATE UNIQUE INDEX uq_interviews_one_move ON interviews (replaces) WHERE active;

CREATE UNIQUE INDEX uq_interviews_one_of_a_kind ON interviews (citizen_id, kind) WHERE active AND replaces IS NULL AND kind IN ('jobsamtale', 'opfoelgningssamtale');

CREATE TABLE messages (
	id UUID NOT NULL,
	citizen_id UUID NOT NULL,
	direction VARCHAR(8) NOT NULL,
	kind VARCHAR(32) NOT NULL,
	body TEXT NOT NULL,
	state VARCHAR(16) NOT NULL,
	receipt TEXT,
	answers UUID,
	promised_by TIMESTAMP WITH TIME ZONE,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_messages PRIMARY KEY (id),
	CONSTRAINT fk_messages_citizen_id FOREIGN KEY(citizen_id) REFERENCES citizens (id) ON DELETE CASCADE
);

CREATE INDEX ix_messages_citizen_created_at ON messages (citizen_id, created_at);

CREATE TABLE notice_settings (
	citizen_id UUID NOT NULL,
	"off" TEXT[] NOT NULL,
	channels TEXT[],
	quiet_from TIME WITHOUT TIME ZONE NOT NULL,
	quiet_to TIME WITHOUT TIME ZONE NOT NULL,
	CONSTRAINT pk_notice_settings PRIMARY KEY (citizen_id),
	CONSTRAINT fk_notice_settings_citizen_id FOREIGN KEY(citizen_id) REFERENCES citizens (id) ON DELETE CASCADE
);

CREATE TABLE notices (
	id UUID NOT NULL,
	citizen_id UUID NOT NULL,
	kind VARCHAR(32) NOT NULL,
	step VARCHAR(12) NOT NULL,
	subject TEXT NOT NULL,
	basis TEXT NOT NULL,
	body JSONB DEFAULT '{}'::jsonb NOT NULL,
	state VARCHAR(12) DEFAULT 'waiting' NOT NULL,
	reason TEXT,
	planned_at TIMESTAMP WITH TIME ZONE NOT NULL,
	due_at TIMESTAMP WITH TIME ZONE NOT NULL,
	expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	finished_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_notices PRIMARY KEY (id),
	CONSTRAINT uq_notices_citizen_id_kind_subject_step_basis UNIQUE (citizen_id, kind, subject, step, basis),
	CONSTRAINT fk_notices_citizen_id FOREIGN KEY(citizen_id) REFERENCES citizens (id) ON DELETE CASCADE
);

CREATE INDEX ix_notices_waiting ON notices (due_at) WHERE state = 'waiting';

CREATE TABLE offers (
	citizen_id UUID NOT NULL,
	id TEXT NOT NULL,
	jobcentre VARCHAR(5) NOT NULL,
	kind VARCHAR(40) NOT NULL,
	is_group BOOLEAN NOT NULL,
	forms TEXT[] NOT NULL,
	title TEXT NOT NULL,
	minutes INTEGER NOT NULL,
	adviser_choice BOOLEAN NOT NULL,
	place JSONB DEFAULT '{}'::jsonb NOT NULL,
	window_from DATE NOT NULL,
	window_to DATE NOT NULL,
	CONSTRAINT pk_offers PRIMARY KEY (citizen_id, id),
	CONSTRAINT fk_offers_citizen_id FOREIGN KEY(citizen_id) REFERENCES citizens (id) ON DELETE CASCADE
);

CREATE TABLE plans (
	citizen_id UUID NOT NULL,
	version INTEGER NOT NULL,
	body JSONB NOT NULL,
	seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_plans PRIMARY KEY (citizen_id),
	CONSTRAINT fk_plans_citizen_id FOREIGN KEY(citizen_id) REFERENCES citizens (id) ON DELETE CASCADE
);

CREATE TABLE selfbooking (
	citizen_id UUID NOT NULL,
	may_selfbook BOOLEAN NOT NULL,
	reason VARCHAR(16),
	instant_required BOOLEAN NOT NULL,
	seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_selfbooking PRIMARY KEY (citizen_id),
	CONSTRAINT fk_selfbooking_citizen_id FOREIGN KEY(citizen_id) REFERENCES citizens (id) ON DELETE CASCADE
);

CREATE TABLE web_sessions (
	token_hash VARCHAR(64) NOT NULL,
	citizen_id UUID NOT NULL,
	actor TEXT NOT NULL,
	assurance VARCHAR(16) NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_web_sessions PRIMARY KEY (token_hash),
	CONSTRAINT fk_web_sessions_citizen_id FOREIGN KEY(citizen_id) REFERENCES citizens (id) ON DELETE CASCADE
);

CREATE TABLE waiting_list (
	id UUID NOT NULL,
	citizen_id UUID NOT NULL,
	interview_id UUID NOT NULL,
	earliest DATE,
	latest DATE,
	state VARCHAR(12) NOT NULL,
	told_at TIMESTAMP WITH TIME ZONE NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_waiting_list PRIMARY KEY (id),
	CONSTRAINT fk_waiting_list_citizen_id FOREIGN KEY(citizen_id) REFERENCES citizens (id) ON DELETE CASCADE,
	CONSTRAINT fk_waiting_list_interview_id FOREIGN KEY(interview_id) REFERENCES interviews (id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX uq_waiting_list_open ON waiting_list (interview_id) WHERE state IN ('sent', 'waiting');
