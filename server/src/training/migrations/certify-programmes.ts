import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CertifyProgrammes1766000000092 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table training_certificate
        add column programme_id uuid,
        -- As it was called on that day.
        add column programme_title text not null default '',
        add check ((programme_id is null) = (programme_title = '')),
        -- Nobody gets one for a programme that the closing did not judge.
        add foreign key (programme_id, person_id) references programme_result (programme_id, person_id);
      -- What whoever is reminded lacked on that day, in tenths of a 学时.
      alter table training_notice add column lack_tenths integer check (lack_tenths > 0);
      drop index training_certificate_once;
      create unique index training_certificate_once on training_certificate (person_id, from_day, to_day)
        where revoked_at is null and programme_id is null;
      create unique index training_certificate_programme_once on training_certificate (person_id, programme_id)
        where revoked_at is null and programme_id is not null;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table training_notice drop column lack_tenths;
      drop index training_certificate_programme_once;
      drop index training_certificate_once;
      create unique index training_certificate_once on training_certificate (person_id, from_day, to_day)
        where revoked_at is null;
      alter table training_certificate drop column programme_id, drop column programme_title;
    `)
  }
}
