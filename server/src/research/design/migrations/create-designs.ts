import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateDesigns1766000000031 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DESIGNS)
    await runner.query(COMMENTS)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table research_design_reply, research_design_comment, research_design_version, research_design_hand,
        research_design_update, research_design;
    `)
  }
}

const DESIGNS = `
  create table research_design (
    id uuid primary key,
    session_id uuid not null references research_session,
    kind text not null check (kind in ('common', 'variant')),
    -- School of a variant, and what it was made from.
    org_id uuid references organization,
    parent_id uuid references research_design,
    parent_version integer,
    parent_content jsonb,
    created_by uuid not null references person,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    -- Number of the newest update, and the whole document as it was after the update snapshot_seq.
    seq integer not null default 0,
    snapshot bytea not null,
    snapshot_seq integer not null default 0,
    versions integer not null default 0,
    check ((kind = 'variant') = (org_id is not null)),
    check ((kind = 'variant') = (parent_id is not null)),
    check ((kind = 'variant') = (parent_content is not null)),
    check (snapshot_seq between 0 and seq)
  );
  create unique index research_design_common on research_design (session_id) where kind = 'common';
  create unique index research_design_variant on research_design (session_id, org_id) where kind = 'variant';

  -- What was written, as it came and in the order in which it was saved.
  create table research_design_update (
    design_id uuid not null references research_design,
    seq integer not null check (seq > 0),
    kind text not null check (kind in ('edit', 'fork', 'restore')),
    person_id uuid not null references person,
    update bytea not null,
    -- Characters inserted and removed, by section.
    work jsonb not null,
    at timestamptz not null,
    primary key (design_id, seq)
  );

  -- Whose a client of the shared document is: the first who wrote with it, by the session and not by the client's word.
  create table research_design_hand (
    design_id uuid not null references research_design,
    client_id bigint not null,
    person_id uuid not null references person,
    primary key (design_id, client_id)
  );

  create table research_design_version (
    design_id uuid not null references research_design,
    number integer not null check (number > 0),
    name text not null,
    note text not null,
    author_id uuid not null references person,
    at timestamptz not null,
    seq integer not null,
    content jsonb not null,
    authorship jsonb not null,
    state bytea not null,
    primary key (design_id, number)
  );

  create trigger research_design_update_append_only before update or delete on research_design_update
    for each row execute function refuse_change();
  create trigger research_design_hand_append_only before update or delete on research_design_hand
    for each row execute function refuse_change();
  create trigger research_design_version_append_only before update or delete on research_design_version
    for each row execute function refuse_change();
`

const COMMENTS = `
  create table research_design_comment (
    id uuid primary key,
    design_id uuid not null references research_design,
    field text not null,
    -- Relative positions of the passage in the shared document, base64.
    start_at text not null,
    end_at text not null,
    quote text not null,
    text text not null,
    author_id uuid not null references person,
    at timestamptz not null,
    resolved_at timestamptz,
    resolved_by uuid references person,
    check ((resolved_at is null) = (resolved_by is null))
  );
  create index research_design_comment_design on research_design_comment (design_id);

  create table research_design_reply (
    id uuid primary key,
    comment_id uuid not null references research_design_comment,
    text text not null,
    author_id uuid not null references person,
    at timestamptz not null
  );
  create index research_design_reply_comment on research_design_reply (comment_id);
`
