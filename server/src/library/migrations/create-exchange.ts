import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateExchange1764200000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RECORDS)
    await runner.query(IMPORTS)
    await runner.query(STATEMENTS)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table xapi_statement, xapi_actor, package_item, open_record')
  }
}

const RECORDS = `
  -- What harvesters know of: every resource that was ever openly published. It stays when the resource goes, as deleted.
  create table open_record (
    resource_id uuid primary key,
    -- The version that is told of; null: deleted.
    version_id uuid references resource_version on delete set null,
    type text not null,
    subject text not null,
    -- Whole seconds, as harvesters ask.
    changed_at timestamptz not null check (changed_at = date_trunc('second', changed_at))
  );
  create index open_record_changed on open_record (changed_at, resource_id);

  insert into open_record (resource_id, version_id, type, subject, changed_at)
  select r.id, v.id, r.type, v.metadata->>'subject', date_trunc('second', r.published_at)
    from resource r join resource_version v on v.id = r.published_version_id
   where r.standing = 'ONLINE' and r.scope = 'county' and v.metadata->>'licence' in ('cc_by_nc_sa', 'link')
     and not (v.metadata->>'minorsVisible')::boolean and r.published_at is not null
`

const IMPORTS = `
  -- What somebody made of an item of a package: the same package again makes nothing twice.
  create table package_item (
    owner_id uuid not null references person,
    -- SHA-256 of the package, and the item's name in it.
    package_sha text not null check (package_sha ~ '^[0-9a-f]{64}$'),
    item_key text not null,
    resource_id uuid not null references resource on delete cascade,
    imported_at timestamptz not null,
    primary key (owner_id, package_sha, item_key)
  );
  create index package_item_resource on package_item (resource_id)
`

const STATEMENTS = `
  -- Under which opaque name a viewer is known outside. Nothing else leads from one to the other.
  create table xapi_actor (
    viewer_id uuid primary key,
    name uuid not null unique default gen_random_uuid()
  );
  -- Statements on their way to the learning record store; a delivered one is gone.
  create table xapi_statement (
    id uuid primary key,
    -- They are sent in the order in which they happened.
    number bigint generated always as identity,
    statement jsonb not null,
    created_at timestamptz not null,
    attempts integer not null default 0,
    -- Not tried before.
    due_at timestamptz not null,
    -- Why the store will never take it: kept for a while, for people to look at.
    refused text
  );
  create index xapi_statement_order on xapi_statement (number) where refused is null;
  create index xapi_statement_age on xapi_statement (created_at)
`
