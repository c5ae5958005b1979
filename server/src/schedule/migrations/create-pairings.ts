import type { MigrationInterface, QueryRunner } from 'typeorm'
import { newId } from '../../platform/id.ts'
import { PAIRING_POLICY_DEFAULTS, type PairingPolicyKey } from '../pairings/pairing-policy.rules.ts'

export class CreatePairings1765000000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PAIRINGS)
    for (const key of Object.keys(PAIRING_POLICY_DEFAULTS) as PairingPolicyKey[]) {
      await runner.query(
        `insert into policy_rule (id, key, value, unit, source_doc, effective_from) values ($1, $2, $3, 'yes/no', $4, '2000-01-01')`,
        [
          newId(),
          `pairing.${key}`,
          PAIRING_POLICY_DEFAULTS[key],
          'GB/T 33782-2017 table 5, to be confirmed by the bureau',
        ],
      )
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table pairing;
      alter table school_class drop constraint school_class_of_org;
      delete from policy_rule where key like 'pairing.%'
    `)
  }
}

const PAIRINGS = `
  alter table school_class add constraint school_class_of_org unique (id, org_id);

  create table pairing (
    id uuid primary key,
    type text not null check (type in ('partner', 'aid', 'entrusted', 'group', 'district', 'community')),
    -- A school of the county with the class that lectures, or the name of one outside (县域外).
    host_org_id uuid references organization,
    outside_host text,
    lecture_class_id uuid,
    rural_org_id uuid not null references organization,
    listening_class_id uuid not null,
    term_id uuid not null references term,
    -- Empty: the whole class (整班).
    subjects text[] not null default '{}',
    lessons_goal smallint not null check (lessons_goal between 0 and 400),
    research_goal smallint not null check (research_goal between 0 and 100),
    visits_goal smallint not null check (visits_goal between 0 and 100),
    note text not null default '',
    agreement_sha text references blob,
    agreement_name text,
    state text not null default 'DRAFT'
      check (state in ('DRAFT', 'PENDING', 'ACTIVE', 'FROZEN', 'EXPIRED', 'CANCELLED')),
    host_signed_by uuid references person,
    -- Who signed on paper at a school outside, for which the bureau entered it.
    host_signer_name text,
    host_signed_at timestamptz,
    rural_signed_by uuid references person,
    rural_signed_at timestamptz,
    activated_by uuid references person,
    activated_at timestamptz,
    -- Why it is frozen or was cancelled.
    reason text,
    ended_at timestamptz,
    -- Null: time ended it.
    ended_by uuid references person,
    -- When lessons that were planned under it have been dealt with.
    lessons_revoked_at timestamptz,
    created_by uuid not null references person,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    revision integer not null default 1,
    constraint pairing_host check (num_nonnulls(host_org_id, outside_host) = 1),
    constraint pairing_lecture_class check ((host_org_id is null) = (lecture_class_id is null)),
    constraint pairing_apart check (host_org_id <> rural_org_id),
    constraint pairing_lecture_class_of_host foreign key (lecture_class_id, host_org_id)
      references school_class (id, org_id) on update cascade,
    constraint pairing_listening_class_of_school foreign key (listening_class_id, rural_org_id)
      references school_class (id, org_id) on update cascade,
    constraint pairing_host_signature check (num_nonnulls(host_signed_by, host_signed_at) in (0, 2)),
    constraint pairing_rural_signature check (num_nonnulls(rural_signed_by, rural_signed_at) in (0, 2)),
    constraint pairing_signers_differ check (host_org_id is null or host_signed_by <> rural_signed_by),
    constraint pairing_unsigned_draft check (state <> 'DRAFT' or num_nonnulls(host_signed_at, rural_signed_at) = 0),
    constraint pairing_both_signed check
      (state not in ('ACTIVE', 'FROZEN', 'EXPIRED') or num_nonnulls(host_signed_at, rural_signed_at) = 2),
    constraint pairing_activated check
      (state not in ('ACTIVE', 'FROZEN', 'EXPIRED') or num_nonnulls(activated_by, activated_at) = 2),
    constraint pairing_ended check ((state in ('EXPIRED', 'CANCELLED')) = (ended_at is not null)),
    constraint pairing_reason check (state not in ('FROZEN', 'CANCELLED') or reason <> ''),
    constraint pairing_agreement check ((agreement_sha is null) = (agreement_name is null))
  );
  -- One live agreement of two classes in a term (domain §4.2).
  create unique index pairing_live on pairing (listening_class_id, coalesce(lecture_class_id::text, outside_host), term_id)
    where state in ('DRAFT', 'PENDING', 'ACTIVE', 'FROZEN');
  create index pairing_host_org on pairing (host_org_id);
  create index pairing_rural_org on pairing (rural_org_id);
  create index pairing_lecture on pairing (lecture_class_id, listening_class_id);
  create index pairing_term on pairing (term_id, state);
  create index pairing_agreement_blob on pairing (agreement_sha);
  create index pairing_to_revoke on pairing (ended_at) where state = 'CANCELLED' and lessons_revoked_at is null;
`
