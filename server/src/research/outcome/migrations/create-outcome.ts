import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateOutcome1766000000071 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MINUTES)
    await runner.query(OUTCOMES)
    await runner.query(LINEAGE(`'lesson', 'recording', 'resource', 'research'`))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table research_outcome, research_minutes;
      drop function guard_signed_minutes;
      delete from resource_lineage where kind = 'research';
    `)
    await runner.query(LINEAGE(`'lesson', 'recording', 'resource'`))
  }
}

const LINEAGE = (kinds: string) => `
  alter table resource_lineage drop constraint resource_lineage_kind_check;
  alter table resource_lineage add constraint resource_lineage_kind_check check (kind in (${kinds}));
`

const MINUTES = `
  -- 会议纪要 of a session.
  create table research_minutes (
    session_id uuid primary key references research_session,
    title text not null check (title <> ''),
    sections jsonb not null check (jsonb_typeof(sections) = 'array'),
    -- What stood there before it was drafted again.
    replaced jsonb check (jsonb_typeof(replaced) = 'array'),
    drafted_at timestamptz not null,
    updated_at timestamptz not null,
    updated_by uuid not null references person,
    recorder_id uuid,
    signed_at timestamptz,
    signed_by uuid references person,
    revision integer not null default 1 check (revision > 0),
    check ((signed_at is null) = (signed_by is null)),
    check (signed_at is null or replaced is null),
    foreign key (session_id, recorder_id) references research_member (session_id, person_id)
  );

  create function guard_signed_minutes() returns trigger language plpgsql as $$
  begin
    if old.signed_at is not null then
      raise exception 'signed minutes do not change' using errcode = 'check_violation';
    end if;
    return case tg_op when 'DELETE' then old else new end;
  end $$;
  create trigger research_minutes_signed before update or delete on research_minutes
    for each row execute function guard_signed_minutes();
`

const OUTCOMES = `
  -- What was made into a resource already; the resource itself says by its lineage where it comes from. A recording is cut by a job
  -- first. When its author throws the draft away, it may be made again.
  create table research_outcome (
    session_id uuid not null references research_session,
    kind text not null check (kind in ('design', 'reflection', 'recording')),
    -- The design, the person who reflected, the recording.
    source_id uuid not null,
    person_id uuid not null references person,
    resource_id uuid references resource on delete cascade,
    job_id uuid references recording_job on delete cascade,
    made_at timestamptz not null,
    primary key (session_id, kind, source_id),
    check (num_nonnulls(resource_id, job_id) = 1),
    check ((kind = 'recording') = (job_id is not null))
  );
  create index research_outcome_resource on research_outcome (resource_id);
  create index research_outcome_job on research_outcome (job_id);
  create index resource_lineage_source on resource_lineage (source_id, kind);
`
