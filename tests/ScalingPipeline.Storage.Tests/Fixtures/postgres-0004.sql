CREATE TABLE public.alert (
    id text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    since text NOT NULL COLLATE pg_catalog."C",
    content text NOT NULL
);
CREATE TABLE public.analysis (
    domain text NOT NULL COLLATE pg_catalog."C",
    revision bigint NOT NULL,
    stored_at text NOT NULL COLLATE pg_catalog."C",
    snapshot text NOT NULL COLLATE pg_catalog."C",
    content_hash text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.analysis_content (
    hash text NOT NULL COLLATE pg_catalog."C",
    content bytea NOT NULL
);
CREATE TABLE public.contribution (
    container text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    etag text NOT NULL COLLATE pg_catalog."C",
    domain text NOT NULL COLLATE pg_catalog."C",
    run text NOT NULL COLLATE pg_catalog."C",
    group_key text NOT NULL COLLATE pg_catalog."C",
    content_hash text NOT NULL COLLATE pg_catalog."C",
    coverage bytea NOT NULL,
    remark text,
    counted integer NOT NULL,
    content bytea NOT NULL
);
CREATE TABLE public.domain_version (
    domain text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    refitted bigint NOT NULL
);
CREATE TABLE public.ledger (
    container text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    etag text NOT NULL COLLATE pg_catalog."C",
    size bigint NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    reason text,
    domain text COLLATE pg_catalog."C",
    run text COLLATE pg_catalog."C",
    definition_hash text COLLATE pg_catalog."C",
    decoded_rows bigint NOT NULL,
    attempts integer NOT NULL,
    first_seen text NOT NULL COLLATE pg_catalog."C",
    changed text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.night (
    local_date text NOT NULL COLLATE pg_catalog."C",
    claimed text NOT NULL COLLATE pg_catalog."C",
    completed text COLLATE pg_catalog."C"
);
CREATE TABLE public.outbox (
    id text NOT NULL COLLATE pg_catalog."C",
    sink text NOT NULL COLLATE pg_catalog."C",
    alert_id text NOT NULL COLLATE pg_catalog."C",
    payload text NOT NULL,
    created text NOT NULL COLLATE pg_catalog."C",
    attempts integer NOT NULL,
    next_attempt text NOT NULL COLLATE pg_catalog."C",
    last_error text,
    delivered integer NOT NULL
);
CREATE TABLE public.schema_version (
    version integer NOT NULL
);
INSERT INTO public.alert VALUES ('alert-1', 'Firing', '2026-03-01T02:30:00.0000000Z', '{"id":"alert-1","condition":{"domain":"text","run":"run-1","code":"final-loss-off-trend","severity":"Critical","confirmed":true,"expected":3.1,"observed":"NaN","interval":{"level":0.95,"low":"-Infinity","high":0.3333333333333333},"message":"Expected 3.10, came 3.90.","cause":"open","nextStep":"Look at the learning rate.","evidence":"8 healthy runs."},"status":"Firing","since":"2026-03-01T02:30:00+00:00","updated":"2026-03-01T02:31:00+00:00","clearedEvaluations":2}');
INSERT INTO public.alert VALUES ('alert-2', 'Resolved', '2026-03-01T02:31:00.0000000Z', '{"id":"alert-2","condition":{"domain":"text","run":"run-1","code":"final-loss-off-trend","severity":"Critical","confirmed":true,"expected":3.1,"observed":"NaN","interval":{"level":0.95,"low":"-Infinity","high":0.3333333333333333},"message":"Expected 3.10, came 3.90.","cause":"open","nextStep":"Look at the learning rate.","evidence":"8 healthy runs."},"status":"Resolved","since":"2026-03-01T02:31:00+00:00","updated":"2026-03-01T02:32:00+00:00","resolvedAt":"2026-03-01T02:33:00+00:00","clearedEvaluations":2}');
INSERT INTO public.analysis VALUES ('text', 1, '2026-03-01T02:35:00.0000000Z', 'snapshot-1', '0e10030812b8df1ffc089e05334b48b14106aee6c0641553c71758e6bc05513f');
INSERT INTO public.analysis_content VALUES ('0e10030812b8df1ffc089e05334b48b14106aee6c0641553c71758e6bc05513f', '\x0bae030080aaaaaaeaff7455e05326949aa59aa97b98bb02d4a512bca01220c0a1a012a02e1e5e05e26662e65aa1a6ea25aae6e1010e66e2865d0a65d60ef65a0560919191959595950c5e8bc84ae4247290d3c43c9e93da2540cc997ef5c49066f2110e851f051a39d22d5f53817b8c6ed54023d047863b1d9a6c8c34fbf009878163e6ddc185c3eb97e357688c3e1aca3109f79473a01c93cc4ba05db857fdaa5efff571546f8b31ed6feacbd17c3b7efd87c2ed4ad0b891d0cc8525c33db19b0a38535bf333aa371a4703b7dbfdf5a41a91c20557995523178a03c970104911c3bae38ea6eef6ddcbde3676b37b696db3ed0ebf58b35b357c2c2c770a393fd613e51381ef1c0ac16ff61a217dc0e14847685cfd7485c38f38fae8cb27d655a34f77124fb167b8d3a93954b634f099efcefad46a7b3e6bdc928f25c3ed34f8d18765e041675259ba025f9658eda1214c39bd443b171f822a423efa38613d5f8f7e5d960c873f25dd7df629528046bafcc77df177866b0e55d369702e7ea692040e7f2c171668f0c397bf12f497fb14ef2c130fd0988406cfb11c93cc5182b474fca9ecd3c07fb3e44705075337b5a982248b885c7c8af95e63462a3de09aa645d560082c0f57cf672b1ee06cdd6c2022296f3adbaee76b436589faea98c50f863ef2a592de390aa4ad213a46e3266912ce6ae2b416bfd9eedb97adddeef6ddde2a4f3ba81a70db4365db8dc685b28f02a755d95f828f53ee2095230bc79ea580a0af9076a158626571f6042df648ee89f1f9f13f9134a44a616dbd0575e0f3c7785a5b6fe0ecbdb67e593506ee69a804666a5befe006a63bab1459a5c5a3c8b9a7c0419163f29917c4fe8cf7eacea6e27dfe566314e621cd7036dd88fd60813e4c8f652c2c3d4cddba9ef981c5c173321c0e24112f44e68661abe130fa48a192027595c6b12ac2915be4cc771603a272f82ebef8de0c54f6298e5e668ae0155958831f37eea9ea4523f758edbc999f65d8e9aa5bedf94e2a9fc74de01391ea5563e69c69aa1872c8d95d55b66e8c563dcdac6cbd3735347a5a64c6bd48378ed088fc283f0bdfe0f09ad2bba2a2ca95556092e8e3a4840ad7d645befb81e36c81879dba328572fd54ca42eab110ac4fd26ad8e9095f441ef0fa6d18d25d3150a19f3c9bb10eea94c44fdf8190aeacba7064eac24462664ea65677a932b5e1616c56039a49350d26939b4ddea448b39e161e4a0afe2254a6467cdf602b7ef398a60fc930772865b81382f04dbd3f6bfcbf502c3e284027bd51ddce90907926793f0cc3eff4fdc2f20d922e13cd9fa3a25357caca17a865894ec5a40a6868290a2c25d7ea6d694d7bd88eca7ecfbdf85b79a6e6e16d31a6edde16638cc1791d');
INSERT INTO public.contribution VALUES ('folder:/logs', 'run-1/run.json', 'etag-1', 'text', 'run-1', 'metadata', '8bf78d19f4f1776f02be80885c49b7253834edad72ed7b92af74bd78f04c819c', '\x', NULL, 1, '\x010108746578740a72756e2d31000a64656e73659a010000000000000000000000084e617473000000');
INSERT INTO public.contribution VALUES ('folder:/logs', 'run-1/train.parquet', 'etag-2', 'text', 'run-1', 'training', 'c026927f37fa72355df7885bf0c87f00840c12e488e0dc804ebb9da8f6cfff43', '\x01000000000000000300000000000000', NULL, 1, '\x010208746578740a72756e2d3102020406020202800880088008e5d022dbf9fe1340cba145b6f3fd1340b0726891edfc134000010000803f0000803f0000803f010000803f0000004000004040');
INSERT INTO public.contribution VALUES ('folder:/logs', 'run-1/eval.parquet', 'etag-1', 'text', 'run-1', 'evaluation/validation/100', 'a3f6a99994d40de160db75a9c76ebf25ccfb9096d421ac97b3d377915be8eee9', '\x01000000000000000200000000000000', NULL, 1, '\x010308746578740a72756e2d310202021476616c69646174696f6ec8010004040000000000001c40000000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO public.domain_version VALUES ('text', 4, 3);
INSERT INTO public.ledger VALUES ('folder:/logs', 'run-1/run.json', 'etag-1', 1234, 'Committed', NULL, 'text', 'run-1', 'definition-1', 10, 1, '2026-03-01T02:31:00.0000000Z', '2026-03-01T02:31:01.0000000Z');
INSERT INTO public.ledger VALUES ('folder:/logs', 'run-1/train.parquet', 'etag-2', 1234, 'Committed', NULL, 'text', 'run-1', 'definition-1', 10, 1, '2026-03-01T02:32:00.0000000Z', '2026-03-01T02:32:01.0000000Z');
INSERT INTO public.ledger VALUES ('folder:/logs', 'run-1/train.parquet', 'etag-1', 1234, 'Superseded', 'A newer version of this blob took its place.', 'text', 'run-1', 'definition-1', 10, 1, '2026-03-01T02:31:00.0000000Z', '2026-03-01T02:32:01.0000000Z');
INSERT INTO public.ledger VALUES ('folder:/logs', 'run-1/eval.parquet', 'etag-1', 1234, 'Committed', NULL, 'text', 'run-1', 'definition-1', 10, 1, '2026-03-01T02:31:00.0000000Z', '2026-03-01T02:31:01.0000000Z');
INSERT INTO public.ledger VALUES ('folder:/logs', 'run-1/half.parquet', 'etag-1', 1234, 'InProgress', 'Half-written: no PAR1 at its end yet.', 'text', 'run-1', 'definition-1', 10, 1, '2026-03-01T02:31:00.0000000Z', '2026-03-01T02:31:01.0000000Z');
INSERT INTO public.ledger VALUES ('folder:/logs', 'notes.txt', 'etag-1', 1234, 'Foreign', NULL, NULL, NULL, NULL, 10, 1, '2026-03-01T02:31:00.0000000Z', '2026-03-01T02:31:01.0000000Z');
INSERT INTO public.night VALUES ('2026-03-01', '2026-03-01T02:30:00.0000000Z', '2026-03-01T02:33:00.0000000Z');
INSERT INTO public.night VALUES ('2026-03-02', '2026-03-02T02:30:00.0000000Z', NULL);
INSERT INTO public.outbox VALUES ('waiting', 'webhook', 'alert-1', '{"status":"firing"}', '2026-03-01T02:32:00.0000000Z', 0, '2026-03-01T02:32:00.0000000Z', NULL, 0);
INSERT INTO public.outbox VALUES ('delivered', 'webhook', 'alert-1', '', '2026-03-01T02:31:00.0000000Z', 0, '2026-03-01T02:31:00.0000000Z', NULL, 1);
INSERT INTO public.schema_version VALUES (1);
ALTER TABLE ONLY public.alert
    ADD CONSTRAINT alert_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.analysis_content
    ADD CONSTRAINT analysis_content_pkey PRIMARY KEY (hash);
ALTER TABLE ONLY public.analysis
    ADD CONSTRAINT analysis_pkey PRIMARY KEY (domain, revision);
ALTER TABLE ONLY public.contribution
    ADD CONSTRAINT contribution_pkey PRIMARY KEY (container, name, etag);
ALTER TABLE ONLY public.domain_version
    ADD CONSTRAINT domain_version_pkey PRIMARY KEY (domain);
ALTER TABLE ONLY public.ledger
    ADD CONSTRAINT ledger_pkey PRIMARY KEY (container, name, etag);
ALTER TABLE ONLY public.night
    ADD CONSTRAINT night_pkey PRIMARY KEY (local_date);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.schema_version
    ADD CONSTRAINT schema_version_pkey PRIMARY KEY (version);
CREATE INDEX analysis_by_time ON public.analysis USING btree (domain, stored_at);
CREATE INDEX contribution_by_group ON public.contribution USING btree (domain, run, group_key);
CREATE INDEX ledger_by_state ON public.ledger USING btree (state, changed);
CREATE INDEX outbox_due ON public.outbox USING btree (delivered, next_attempt);
ALTER TABLE ONLY public.analysis
    ADD CONSTRAINT analysis_content_hash_fkey FOREIGN KEY (content_hash) REFERENCES public.analysis_content(hash);
ALTER TABLE ONLY public.contribution
    ADD CONSTRAINT contribution_container_name_etag_fkey FOREIGN KEY (container, name, etag) REFERENCES public.ledger(container, name, etag);
-- A run's blobs are found by its name, however many others there are.
CREATE INDEX ledger_by_run ON ledger (domain, run);

-- How far a scan of a large container has come.
CREATE TABLE scan (
    container TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    continuation TEXT NOT NULL,
    started TEXT COLLATE "C" NOT NULL
);
INSERT INTO public.schema_version VALUES (2);
INSERT INTO public.scan VALUES ('folder:/logs', 'page-7', '2026-03-01T02:40:00.0000000Z');
-- The right to do one thing alone, for a while. A lease that was given back keeps its row, so that its token grows for ever.
CREATE TABLE lease (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    holder TEXT COLLATE "C" NOT NULL,
    token BIGINT NOT NULL,
    until TEXT COLLATE "C" NOT NULL
);

-- Whose claim on a night it is: one that was given to another completes nothing.
ALTER TABLE night ADD COLUMN claimant TEXT COLLATE "C";
INSERT INTO public.schema_version VALUES (3);
INSERT INTO public.lease VALUES ('refit:text', '', 7, '2026-03-01T02:31:00.0000000Z');
UPDATE public.night SET claimant = 'worker-1';
-- What people said: of alerts by pattern, of one alert, of a run.
CREATE TABLE silence (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    domain TEXT COLLATE "C" NOT NULL,
    run TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    author TEXT NOT NULL,
    comment TEXT NOT NULL,
    starts TEXT COLLATE "C" NOT NULL,
    expires TEXT COLLATE "C" NOT NULL
);

CREATE TABLE acknowledgement (
    alert_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    since TEXT COLLATE "C" NOT NULL,
    severity INTEGER NOT NULL,
    author TEXT NOT NULL,
    comment TEXT NOT NULL,
    at TEXT COLLATE "C" NOT NULL
);

CREATE TABLE run_mark (
    domain TEXT COLLATE "C" NOT NULL,
    run TEXT COLLATE "C" NOT NULL,
    verdict TEXT COLLATE "C" NOT NULL,
    author TEXT NOT NULL,
    comment TEXT NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (domain, run)
);

-- The silence that keeps, or kept, a message back. "delivered" is 0 while it waits, 1 when its sink took it, 2 when nobody is told.
ALTER TABLE outbox ADD COLUMN held_by TEXT COLLATE "C";

CREATE INDEX outbox_by_alert ON outbox (alert_id, sink);
INSERT INTO public.schema_version VALUES (4);
