/** What one listening leg contributes to a month. Minutes are those of its settled ledger. */
export interface LegFact {
  /** `planned`: one of P. `make_up`: makes up for another. `moved`: at another time now. `pending`: not settled yet. */
  kind: 'planned' | 'make_up' | 'moved' | 'pending'
  leg_id: string
  lesson_id: string
  title: string
  status: string
  planned_start: string
  planned_minutes: number
  host_id: string
  host_name: string
  host_path: string
  org_id: string
  org_name: string
  org_path: string
  town: string
  class_id: string
  class_name: string
  result: string | null
  held: boolean
  on_time: boolean
  opened: boolean
  complete: boolean
  failed: boolean
  made_up: boolean
  online_minutes: number
  full_minutes: number
  low_minutes: number
  image_minutes: number
  audio_minutes: number
  interruptions: number
  expected: number | null
  present: number | null
  remote: number
  local: number
  waits: number[]
  rtts: number[]
  losses: number[]
  silent_seconds: number
  late_move: boolean
}

/** Columns of a fact, for `jsonb_to_recordset`: frozen facts are read exactly as fresh ones. */
export const FACT_COLUMNS = `kind text, leg_id uuid, lesson_id uuid, title text, status text, planned_start timestamptz,
  planned_minutes float8, host_id uuid, host_name text, host_path text, org_id uuid, org_name text, org_path text,
  town text, class_id uuid, class_name text, result text, held boolean, on_time boolean, opened boolean,
  complete boolean, failed boolean, made_up boolean, online_minutes float8, full_minutes float8, low_minutes float8,
  image_minutes float8, audio_minutes float8, interruptions int, expected int, present int, remote int, local int,
  waits float8[], rtts float8[], losses float8[], silent_seconds float8, late_move boolean`

/** Events in which a listening class itself takes part; without a leg they are of the lecture class. */
const INTERACTIONS = `('stage_taken', 'assistant_spoke', 'quiz_answered', 'seat_picked', 'buzzed')`

/**
 * The scope rule of domain §6, leg by leg. Lessons of 专递课堂 only; what is not over yet is no one's figure. Called off
 * for a holiday or an official event is in no figure, for any other reason it stays in P; what moved counts once, at its
 * new date.
 * $1, $2 first and past-the-end day, $3 time zone, $4 now, $5 opened minutes, $6 on-time minutes, $7 make-up days.
 */
export const LEG_FACTS = `
  with month as (
    select l.*, l.plan->>'title' as title, c.reason, c.late
      from lesson l
      left join lateral (
        select e.body->>'reason' as reason, (e.body->>'late')::boolean as late from lesson_event e
         where e.lesson_id = l.id and e.kind in ('cancelled', 'rescheduled') order by e.revision desc limit 1) c on true
     where l.planned_start >= ($1::date)::timestamp at time zone $3
       and l.planned_start < ($2::date)::timestamp at time zone $3
       and l.planned_end <= $4 and l.plan->>'type' = 'delivery'
       and not (l.status = 'CANCELLED' and c.reason in ('holiday', 'official'))
  ), legs as (
    select m.*, g.id as leg_id, g.org_id, g.class_id, g.result, g.settled->'sum' as sum,
           exists (select from leg_make_up k where k.leg_id = g.id) as is_make_up,
           m.status = 'SETTLED' and g.settled is not null as has_ledger
      from month m join lesson_leg g on g.lesson_id = m.id
  )
  select case when s.status = 'RESCHEDULED' then 'moved'
              when not (s.has_ledger or s.status in ('NOT_HELD', 'CANCELLED')) then 'pending'
              when s.is_make_up then 'make_up' else 'planned' end as kind,
         s.leg_id, s.id as lesson_id, s.title, s.status, s.planned_start,
         extract(epoch from s.planned_end - s.planned_start)::float8 / 60 as planned_minutes,
         h.id as host_id, h.name as host_name, h.path as host_path, o.id as org_id, o.name as org_name,
         o.path as org_path, coalesce(o.town, '') as town, c.id as class_id, c.name as class_name, s.result,
         s.has_ledger and s.started_at is not null as held,
         s.has_ledger and s.started_at <= s.planned_start + make_interval(mins => $6) as on_time,
         s.has_ledger and s.started_at is not null and (s.sum->>'onlineMinutes')::float8 >= $5 as opened,
         s.has_ledger and s.result = 'FULL' as complete,
         s.status = 'NOT_HELD' or (s.has_ledger and s.result in ('ABSENT', 'FALLBACK_LOCAL')) as failed,
         exists (select from leg_make_up k join lesson_leg mg on mg.id = k.leg_id join lesson ml on ml.id = mg.lesson_id
                  where k.failed_leg_id = s.leg_id and ml.status = 'SETTLED' and mg.result = 'FULL'
                    and ml.planned_start <= s.planned_start + make_interval(days => $7)) as made_up,
         coalesce((s.sum->>'onlineMinutes')::float8, 0) as online_minutes,
         coalesce((s.sum->'modeMinutes'->>'full')::float8, 0) as full_minutes,
         coalesce((s.sum->'modeMinutes'->>'low')::float8, 0) as low_minutes,
         coalesce((s.sum->'modeMinutes'->>'image')::float8, 0) as image_minutes,
         coalesce((s.sum->'modeMinutes'->>'audio')::float8, 0) as audio_minutes,
         coalesce((s.sum->>'interruptions')::int, 0) as interruptions,
         r.expected, r.present, i.remote, i.local, i.waits, q.rtts, q.losses,
         coalesce(x.seconds, 0)::float8 as silent_seconds,
         s.status in ('CANCELLED', 'RESCHEDULED') and coalesce(s.late, false) as late_move
    from legs s
    join organization h on h.id = s.lecture_org_id
    join organization o on o.id = s.org_id
    join school_class c on c.id = s.class_id
    left join lesson_roll r on r.leg_id = s.leg_id
    left join leg_silence x on x.leg_id = s.leg_id
    cross join lateral (
      select (count(*) filter (where e.kind in ${INTERACTIONS} and e.body->>'legId' = s.leg_id::text))::int as remote,
             (count(*) filter (where e.kind in ${INTERACTIONS} and e.body->>'legId' is null))::int as local,
             coalesce(array_agg(extract(epoch from e.at - w.at)::float8)
               filter (where e.kind = 'stage_taken' and e.body->>'legId' = s.leg_id::text and w.at is not null), '{}')
               as waits
        from lesson_event e
        left join lesson_event w on w.lesson_id = e.lesson_id and w.kind = 'hand_raised' and e.kind = 'stage_taken'
          and w.body->>'handId' = e.body->>'handId'
       where e.lesson_id = s.id and e.kind in ${INTERACTIONS}) i
    cross join lateral (
      select coalesce(array_agg(rtt_ms::float8) filter (where rtt_ms is not null), '{}') as rtts,
             coalesce(array_agg(loss::float8), '{}') as losses
        from leg_quality where leg_id = s.leg_id) q
   order by s.planned_start, s.leg_id`
