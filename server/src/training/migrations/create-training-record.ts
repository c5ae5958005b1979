import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateTrainingRecord1766000000052 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create sequence training_certificate_serial;
      create table training_certificate (
        id uuid primary key,
        -- Whoever knows all of it may look the certificate up: its last part is drawn at random.
        number text not null unique check (number ~ '^TK20\\d{2}-\\d{6}-[0-9A-HJKMNP-TV-Z]{8}$'),
        person_id uuid not null references person,
        -- Both as they stood on that day: a certificate is a document.
        person_name text not null,
        org_name text not null,
        from_day date not null,
        to_day date not null,
        tenths integer not null check (tenths > 0),
        issued_at timestamptz not null,
        issued_by uuid not null references person,
        revoked_at timestamptz,
        revoked_by uuid references person,
        revoked_reason text not null default '',
        check (from_day <= to_day),
        check ((revoked_at is null) = (revoked_by is null) and (revoked_at is null) = (revoked_reason = ''))
      );
      create unique index training_certificate_once on training_certificate (person_id, from_day, to_day)
        where revoked_at is null;
      create index training_certificate_issued on training_certificate (issued_at desc);
      create trigger training_certificate_kept before delete on training_certificate
        for each row execute function refuse_change();

      create table training_notice (
        id uuid primary key,
        person_id uuid not null references person,
        text text not null,
        sent_by uuid not null references person,
        sent_on date not null,
        sent_at timestamptz not null,
        read_at timestamptz,
        constraint training_notice_daily unique (person_id, sent_on)
      );
      create index training_notice_unread on training_notice (person_id) where read_at is null;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table training_notice, training_certificate; drop sequence training_certificate_serial',
    )
  }
}
