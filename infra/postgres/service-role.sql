-- Makes the identity of the service a role of the database, with rights on its own schema and nothing else. Once, by the
-- Entra ID administrator of the server, connected to the database postgres, with the name of the identity:
--   psql "host=HOST dbname=postgres user=ADMINISTRATOR sslmode=verify-full" --set identity=NAME --file service-role.sql
\set ON_ERROR_STOP on
SELECT NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'identity') AS missing \gset
\if :missing
SELECT pgaadauth_create_principal(:'identity', false, false);
\endif
REVOKE ALL ON DATABASE scaling_pipeline FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE scaling_pipeline TO :"identity";
\connect scaling_pipeline
-- The migrations make and alter tables.
GRANT USAGE, CREATE ON SCHEMA public TO :"identity";
