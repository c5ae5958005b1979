import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreatePolicyRules1763900000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Thresholds are data with dates, never constants: a changed rule is a new row, and reports can name the one they used.
      create table policy_rule (
        id uuid primary key,
        key text not null,
        value numeric not null,
        unit text not null,
        scope text not null default 'county',
        source_doc text not null,
        effective_from date not null,
        effective_to date,
        check (effective_to is null or effective_to >= effective_from)
      );
      create index policy_rule_key on policy_rule (key, scope, effective_from desc);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table policy_rule')
  }
}
