import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateLibrary1764000000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RESOURCES)
    await runner.query(FILES)
    await runner.query(REVIEWS)
    await runner.query(DOWNLOADS)
    await runner.query(RULES)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from policy_rule where key like 'library.%';
      alter table resource drop constraint resource_published_fk;
      drop table file_download, review_record, resource_file, rendition, processing, resource_node, resource_version, resource_lineage, resource
    `)
  }
}

const RESOURCES = `
  create table resource (
    id uuid primary key,
    type text not null,
    org_id uuid not null references organization,
    author_id uuid not null references person,
    standing text not null default 'NEW'
      check (standing in ('NEW', 'ONLINE', 'OFFLINE', 'TAKEN_DOWN', 'ARCHIVED')),
    -- Who may see what is published: the own school or the county.
    scope text not null default 'school' check (scope in ('school', 'county')),
    published_version_id uuid,
    published_at timestamptz,
    -- Why it is not online: somebody's words, or 'licence.expired'.
    reason text,
    withdrawn_at timestamptz,
    -- Only the bureau may bring it back.
    held boolean not null default false,
    created_at timestamptz not null,
    check (standing <> 'ONLINE' or published_version_id is not null)
  );
  create index resource_author on resource (author_id, created_at desc);
  create index resource_org on resource (org_id);

  create table resource_lineage (
    resource_id uuid not null references resource on delete cascade,
    kind text not null check (kind in ('lesson', 'recording', 'resource')),
    source_id uuid not null,
    -- As it was called then: the source may be gone, or never have been the reader's to see.
    title text not null,
    primary key (resource_id, kind, source_id)
  );

  create table resource_version (
    id uuid primary key,
    resource_id uuid not null references resource on delete cascade,
    number integer not null check (number > 0),
    state text not null default 'DRAFT' check (state in ('DRAFT', 'SELF_REVIEWED', 'SCHOOL_REVIEW', 'CITY_REVIEW',
      'PUBLISHED', 'SCHOOL_PUBLISHED', 'REJECTED', 'SUPERSEDED')),
    scope text not null default 'county' check (scope in ('school', 'county')),
    -- ResourceMetadata of the contract, but for the nodes.
    metadata jsonb not null,
    submitted_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    revision integer not null default 1,
    unique (resource_id, number)
  );
  -- One version at a time is worked on or reviewed.
  create unique index resource_version_open on resource_version (resource_id)
    where state in ('DRAFT', 'SELF_REVIEWED', 'SCHOOL_REVIEW', 'CITY_REVIEW', 'REJECTED');
  create index resource_version_queue on resource_version (state, submitted_at)
    where state in ('SCHOOL_REVIEW', 'CITY_REVIEW');
  alter table resource add constraint resource_published_fk
    foreign key (published_version_id) references resource_version deferrable initially deferred;

  create table resource_node (
    version_id uuid not null references resource_version on delete cascade,
    node_id uuid not null references curriculum_node,
    position smallint not null,
    primary key (version_id, node_id)
  );
  create index resource_node_node on resource_node (node_id);
`

const FILES = `
  -- Work on one blob, done once however many resources use it.
  create table processing (
    blob_sha text primary key references blob,
    kind text not null check (kind in ('video', 'audio', 'image', 'document', 'text')),
    mime_type text not null,
    state text not null check (state in ('QUEUED', 'RUNNING', 'READY', 'FAILED', 'CANCELLED')),
    -- 1080p is made for 优课 only.
    max_height smallint not null default 720,
    step text,
    progress real not null default 0 check (progress between 0 and 1),
    playable boolean not null default false,
    attempts smallint not null default 0,
    -- Whoever holds the job now: a new word for every lease, so that a holder who was given up for dead writes nothing more.
    leased_by text,
    -- Nobody else may take the job before. Without a holder: when it is tried again.
    leased_until timestamptz,
    findings jsonb not null default '[]',
    facts jsonb not null default '{"done": []}',
    log text not null default '',
    queued_at timestamptz not null,
    finished_at timestamptz,
    check ((state = 'RUNNING') = (leased_by is not null)),
    check (state <> 'RUNNING' or leased_until is not null)
  );
  create index processing_waiting on processing (queued_at) where state in ('QUEUED', 'RUNNING');

  create table rendition (
    source_sha text not null references processing,
    name text not null,
    blob_sha text not null references blob,
    mime_type text not null,
    primary key (source_sha, name)
  );
  create index rendition_blob on rendition (blob_sha);

  create table resource_file (
    id uuid primary key,
    version_id uuid not null references resource_version on delete cascade,
    role text not null,
    position smallint not null,
    name text not null,
    kind text not null check (kind in ('video', 'audio', 'image', 'document', 'text', 'archive', 'other')),
    mime_type text not null,
    blob_sha text not null references blob,
    unique (version_id, role, position)
  );
  create index resource_file_blob on resource_file (blob_sha);
`

const REVIEWS = `
  create table review_record (
    id uuid primary key,
    -- A draft that is thrown away takes its reviews along; the audit log keeps every step.
    version_id uuid not null references resource_version on delete cascade,
    level text not null check (level in ('SELF', 'SCHOOL', 'CITY')),
    reviewer_id uuid not null references person,
    at timestamptz not null,
    aspects jsonb,
    decision text not null check (decision in ('PASS', 'REJECT')),
    comment text not null default '',
    -- Which submission of the version it is about: after a rejection the same version may come again.
    round integer not null default 1,
    unique (version_id, level, reviewer_id, round)
  );
  create trigger review_record_append_only before update on review_record
    for each row execute function refuse_change();
`

const DOWNLOADS = `
  -- One row per signed address that was really used, however many ranges it was fetched in.
  create table file_download (
    id uuid primary key,
    resource_id uuid not null references resource on delete cascade,
    file_id uuid not null,
    person_id uuid not null references person,
    -- Where the person served then: counts are by school.
    org_id uuid references organization,
    at timestamptz not null
  );
  create index file_download_resource on file_download (resource_id, at);
`

const RULES = `
  insert into policy_rule (id, key, value, unit, source_doc, effective_from) values
    (gen_random_uuid(), 'library.writtenHomeworkFromGrade', 3, 'grade',
      'County plan: 小学一、二年级不布置书面课后作业', '2000-01-01'),
    (gen_random_uuid(), 'library.explainHours', 24, 'h', 'Default of the software, to be confirmed by the bureau', '2000-01-01')
`
