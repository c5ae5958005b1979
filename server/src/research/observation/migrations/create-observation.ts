import type { MigrationInterface, QueryRunner } from 'typeorm'
import { newId } from '../../../platform/id.ts'
import {
  OBSERVATION_POLICY_DEFAULTS,
  OBSERVATION_POLICY_UNITS,
  type ObservationPolicyKey,
} from '../observation-policy.rules.ts'

export class CreateObservation1766000000041 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SCALES)
    await runner.query(SHEETS)
    for (const key of Object.keys(OBSERVATION_POLICY_DEFAULTS) as ObservationPolicyKey[]) {
      await runner.query(
        `insert into policy_rule (id, key, value, unit, source_doc, effective_from) values ($1, $2, $3, $4, $5, '2000-01-01')`,
        [
          newId(),
          `observation.${key}`,
          OBSERVATION_POLICY_DEFAULTS[key],
          OBSERVATION_POLICY_UNITS[key],
          'Default of the software, to be confirmed by the bureau',
        ],
      )
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table observation_debrief, observation_mark, observation_sheet, observation_scale_version, observation_scale;
      drop function guard_scale_version();
      drop function guard_handed_in_sheet();
      drop function guard_handed_in_mark();
      delete from policy_rule where key like 'observation.%'
    `)
  }
}

const SCALES = `
  create table observation_scale (
    id uuid primary key,
    org_id uuid not null references organization,
    author_id uuid not null references person,
    created_at timestamptz not null
  );

  create table observation_scale_version (
    id uuid primary key,
    scale_id uuid not null references observation_scale,
    number integer not null check (number > 0),
    state text not null check (state in ('DRAFT', 'PUBLISHED', 'RETIRED')),
    title text not null check (title <> ''),
    purpose text not null,
    content jsonb not null,
    created_at timestamptz not null,
    published_at timestamptz,
    retired_at timestamptz,
    revision integer not null check (revision > 0),
    unique (scale_id, number),
    check ((state = 'DRAFT') = (published_at is null)),
    check ((state = 'RETIRED') = (retired_at is not null))
  );
  create unique index observation_scale_one_draft on observation_scale_version (scale_id) where state = 'DRAFT';
  create unique index observation_scale_one_published on observation_scale_version (scale_id) where state = 'PUBLISHED';

  -- What observers were asked stays what they were asked: of a published version only its retirement is written.
  create function guard_scale_version() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' then
      if old.state <> 'DRAFT' then
        raise exception 'a published scale is never deleted' using errcode = 'check_violation';
      end if;
      return old;
    end if;
    if old.state <> 'DRAFT' and (
         (new.id, new.scale_id, new.number, new.title, new.purpose, new.content, new.published_at)
           is distinct from (old.id, old.scale_id, old.number, old.title, old.purpose, old.content, old.published_at)
         or new.state <> 'RETIRED' or old.state = 'RETIRED' and new.retired_at is distinct from old.retired_at) then
      raise exception 'a published scale never changes' using errcode = 'check_violation';
    end if;
    return new;
  end $$;
  create trigger observation_scale_version_frozen before update or delete on observation_scale_version
    for each row execute function guard_scale_version();
`

const SHEETS = `
  -- What one observer writes of one lesson; private to the author until it is handed in.
  create table observation_sheet (
    id uuid primary key,
    session_id uuid not null references research_session,
    lesson_id uuid not null references lesson,
    person_id uuid not null references person,
    -- Where the observer serves, as it was then.
    org_id uuid not null references organization,
    scale_version_id uuid references observation_scale_version,
    opened_at timestamptz not null,
    handed_in_at timestamptz,
    answers jsonb not null default '{}',
    answers_edit integer not null default 0 check (answers_edit >= 0),
    unique (session_id, lesson_id, person_id)
  );
  create index observation_sheet_person on observation_sheet (person_id);
  create index observation_sheet_scale on observation_sheet (scale_version_id);

  -- A deleted mark keeps its id, so that a late copy stays away, and nothing of what it said.
  create table observation_mark (
    id uuid primary key,
    sheet_id uuid not null references observation_sheet,
    at timestamptz not null,
    body jsonb not null check (body->>'kind' in ('note', 'count', 'wait', 'activity')),
    edit integer not null check (edit > 0),
    updated_at timestamptz not null,
    deleted_at timestamptz,
    voice_sha text references blob,
    voice_type text,
    check ((voice_sha is null) = (voice_type is null)),
    check (deleted_at is null or voice_sha is null)
  );
  create index observation_mark_sheet on observation_mark (sheet_id, at);
  create index observation_mark_voice on observation_mark (voice_sha);

  -- Handed in is handed in: of such a sheet only its being taken back is written, and of its marks nothing.
  create function guard_handed_in_sheet() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' then
      raise exception 'a sheet is never deleted' using errcode = 'check_violation';
    end if;
    if old.handed_in_at is not null and (
         (new.session_id, new.lesson_id, new.person_id, new.scale_version_id, new.answers, new.answers_edit)
           is distinct from (old.session_id, old.lesson_id, old.person_id, old.scale_version_id, old.answers, old.answers_edit)
         or new.handed_in_at is not null and new.handed_in_at <> old.handed_in_at) then
      raise exception 'a sheet that was handed in does not change' using errcode = 'check_violation';
    end if;
    return new;
  end $$;
  create trigger observation_sheet_handed_in before update or delete on observation_sheet
    for each row execute function guard_handed_in_sheet();
  create function guard_handed_in_mark() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' then
      raise exception 'a mark is never deleted' using errcode = 'check_violation';
    end if;
    if exists (select from observation_sheet where id = new.sheet_id and handed_in_at is not null) then
      raise exception 'the sheet was handed in' using errcode = 'check_violation';
    end if;
    return new;
  end $$;
  create trigger observation_mark_handed_in before insert or update or delete on observation_mark
    for each row execute function guard_handed_in_mark();

  -- 议课: the moment all look at together; the newest command only.
  create table observation_debrief (
    session_id uuid primary key references research_session,
    revision integer not null check (revision > 0),
    lesson_id uuid not null references lesson,
    at_ms integer not null check (at_ms >= 0),
    playing boolean not null,
    is_leading boolean not null,
    set_at timestamptz not null,
    set_by uuid not null references person
  );
`
