import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreatePeople1763900000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ORGANIZATIONS)
    await runner.query(PERSONS)
    await runner.query(DEVICES)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table device_enrolment, device, session, post, person, school_class, organization',
    )
  }
}

const ORGANIZATIONS = `
  create table organization (
    id uuid primary key,
    parent_id uuid references organization,
    -- '/<root>/…/<id>/': a prefix test answers "is it below".
    path text not null unique,
    kind text not null,
    name text not null,
    name_initials text not null,
    -- Never reused, also after closing.
    code text unique,
    school_type text,
    urban_rural text,
    town text,
    pupils integer,
    downlink_kbps integer,
    uplink_kbps integer,
    contact text,
    opened_on date not null,
    closed_on date,
    version integer not null default 1,
    check ((parent_id is null) = (kind = 'bureau')),
    check (closed_on is null or closed_on >= opened_on)
  );
  create index organization_path on organization (path text_pattern_ops);
  create index organization_parent on organization (parent_id);
  create unique index organization_open_name on organization (name) where closed_on is null;
  create index organization_search on organization using gin ((name || ' ' || name_initials) gin_trgm_ops);

  create table school_class (
    id uuid primary key,
    org_id uuid not null references organization,
    school_year integer not null,
    name text not null,
    class_type text not null,
    grades smallint[] not null,
    headcount integer not null check (headcount >= 0),
    room text,
    closed_on date,
    version integer not null default 1
  );
  create unique index school_class_open_name on school_class (org_id, school_year, name) where closed_on is null;
  create index school_class_org on school_class (org_id);
`

const PERSONS = `
  create table person (
    id uuid primary key,
    county_no text not null,
    name text not null,
    name_initials text not null,
    phone text,
    subjects text[] not null default '{}',
    title text,
    state text not null default 'ACTIVE' check (state in ('ACTIVE', 'TRANSFERRED', 'SECONDED', 'LEFT')),
    password_hash text not null,
    must_change_password boolean not null default true,
    last_sign_in_at timestamptz,
    created_at timestamptz not null,
    version integer not null default 1,
    constraint person_county_no unique (county_no)
  );
  -- Numbers are given to other people after somebody has left.
  create unique index person_phone on person (phone) where state = 'ACTIVE';
  create index person_name on person (name);
  create index person_search on person using gin ((name || ' ' || name_initials || ' ' || county_no || ' ' || coalesce(phone, '')) gin_trgm_ops);

  create table post (
    id uuid primary key,
    person_id uuid not null references person,
    org_id uuid not null references organization,
    role text not null,
    from_day date not null,
    to_day date,
    check (to_day is null or to_day >= from_day)
  );
  create index post_person on post (person_id);
  create index post_org on post (org_id);

  create table session (
    id uuid primary key,
    person_id uuid not null references person,
    token_hash bytea not null unique,
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at timestamptz not null,
    address text not null,
    user_agent text not null,
    revoked_at timestamptz
  );
  create index session_person on session (person_id);
`

const DEVICES = `
  create table device (
    id uuid primary key,
    name text not null,
    kind text not null check (kind in ('lecture', 'listen', 'mobile')),
    org_id uuid not null references organization,
    class_id uuid references school_class,
    -- Null until the PC has fetched its token.
    token_hash bytea unique,
    confirmed_by uuid not null references person,
    confirmed_at timestamptz not null,
    last_seen_at timestamptz,
    revoked_at timestamptz,
    last_check_verdict text,
    last_check_at timestamptz
  );
  create index device_org on device (org_id);
  create index device_class on device (class_id);

  create table device_enrolment (
    id uuid primary key,
    code text not null,
    secret_hash bytea not null unique,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    address text not null,
    user_agent text not null,
    device_id uuid references device
  );
  create unique index device_enrolment_code on device_enrolment (code) where device_id is null;
`
