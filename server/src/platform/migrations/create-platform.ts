import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreatePlatform1763900000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create extension if not exists pg_trgm;

      create table audit_log (
        id uuid primary key,
        at timestamptz not null,
        actor_kind text not null check (actor_kind in ('person', 'device', 'system', 'unknown')),
        actor_id uuid,
        actor_name text not null,
        action text not null,
        target text,
        address text,
        request_id text,
        detail jsonb not null
      );
      create index audit_log_at on audit_log (at desc);
      create index audit_log_action on audit_log (action, at desc);
      create index audit_log_actor on audit_log (actor_id, at desc);

      create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
      end $$;
      create trigger audit_log_append_only before update or delete on audit_log
        for each row execute function refuse_change();
      create trigger audit_log_no_truncate before truncate on audit_log
        for each statement execute function refuse_change();

      -- Failed attempts and other things that are counted per key and time window.
      create table throttle (
        key text primary key,
        count integer not null,
        window_start timestamptz not null,
        blocked_until timestamptz
      );

      -- Last sign of life of processes that serve no requests.
      create table process_beat (
        process text primary key,
        at timestamptz not null,
        detail jsonb not null default '{}'
      );
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table process_beat, throttle, audit_log; drop function refuse_change();')
  }
}
