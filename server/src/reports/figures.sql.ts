import { FACT_COLUMNS } from './leg-facts.sql.ts'

/**
 * Figures of every unit from leg facts ($1, JSON). Each leg counts alike in the county, its town, its school and its pair;
 * a make-up leg is not in P but has been counted where it belongs, in what it makes up for (domain §6).
 */
export const FIGURES_SQL = `
  with fact as (select * from jsonb_to_recordset($1::jsonb) as f(${FACT_COLUMNS})),
  placed as (
    select u.unit, u.key, u.name, u.pair_host, u.unit_town, f.*
      from fact f cross join lateral (values
        ('county', '', '', null, null),
        ('town', f.town, f.town, null, f.town),
        ('school', f.org_id::text, f.org_name, null, f.town),
        ('pair', f.host_id || '/' || f.org_id, f.org_name, f.host_name, f.town)
      ) as u(unit, key, name, pair_host, unit_town)
     where f.kind <> 'pending'
  ),
  wait as (
    select p.unit, p.key, percentile_cont(0.5) within group (order by w) as median
      from placed p cross join unnest(p.waits) as w where p.kind = 'planned' group by 1, 2
  ),
  rtt as (
    select p.unit, p.key, percentile_cont(0.5) within group (order by v) as median
      from placed p cross join unnest(p.rtts) as v where p.kind = 'planned' group by 1, 2
  ),
  loss as (
    select p.unit, p.key, percentile_cont(0.5) within group (order by v) as median
      from placed p cross join unnest(p.losses) as v where p.kind = 'planned' group by 1, 2
  )
  select p.unit as kind, p.key, max(p.name) as name, max(p.pair_host) as "hostName", max(p.unit_town) as town,
    jsonb_build_object(
      'legs', count(*) filter (where p.kind = 'planned'),
      'lessons', count(distinct p.lesson_id) filter (where p.kind = 'planned'),
      'R3', jsonb_build_object('n', count(*) filter (where p.kind = 'planned' and p.opened),
                               'of', count(*) filter (where p.kind = 'planned')),
      'R4', jsonb_build_object('n', count(*) filter (where p.kind = 'planned' and p.opened and p.complete),
                               'of', count(*) filter (where p.kind = 'planned' and p.opened)),
      'R4P', jsonb_build_object('n', count(*) filter (where p.kind = 'planned' and p.opened and p.complete),
                                'of', count(*) filter (where p.kind = 'planned')),
      'R5', jsonb_build_object('n', count(distinct p.lesson_id) filter (where p.kind = 'planned' and p.on_time),
                               'of', count(distinct p.lesson_id) filter (where p.kind = 'planned' and p.held)),
      'R6', jsonb_build_object('n', count(*) filter (where p.kind = 'planned' and p.failed and p.made_up),
                               'of', count(*) filter (where p.kind = 'planned' and p.failed)),
      'R7', jsonb_build_object('n', coalesce(sum(p.present) filter (where p.kind = 'planned'), 0),
                               'of', coalesce(sum(p.expected) filter (where p.kind = 'planned'), 0)),
      'rolls', jsonb_build_object('n', count(*) filter (where p.kind = 'planned' and p.opened and p.expected is not null),
                                  'of', count(*) filter (where p.kind = 'planned' and p.opened)),
      'R8', jsonb_build_object('n', round(coalesce(sum(p.online_minutes) filter (where p.kind = 'planned' and p.held), 0)::numeric, 1),
                               'of', round(coalesce(sum(p.planned_minutes) filter (where p.kind = 'planned' and p.held), 0)::numeric, 1)),
      'modes', jsonb_build_object(
        'full', round(coalesce(sum(p.full_minutes) filter (where p.kind = 'planned'), 0)::numeric, 1),
        'low', round(coalesce(sum(p.low_minutes) filter (where p.kind = 'planned'), 0)::numeric, 1),
        'image', round(coalesce(sum(p.image_minutes) filter (where p.kind = 'planned'), 0)::numeric, 1),
        'audio', round(coalesce(sum(p.audio_minutes) filter (where p.kind = 'planned'), 0)::numeric, 1)),
      'interruptions', coalesce(sum(p.interruptions) filter (where p.kind = 'planned'), 0),
      'rttMs', max(rtt.median), 'loss', max(loss.median),
      'silentSeconds', round(coalesce(sum(p.silent_seconds) filter (where p.kind = 'planned'), 0)::numeric, 1),
      'R9', jsonb_build_object('n', coalesce(sum(p.remote) filter (where p.kind = 'planned'), 0),
                               'of', coalesce(sum(p.remote) filter (where p.kind = 'planned'), 0)
                                 + coalesce((select sum(one.local) from (select distinct x.lesson_id, x.local from placed x
                                     where x.unit = p.unit and x.key = p.key and x.kind = 'planned') one), 0)),
      'quietLegs', jsonb_build_object('n', count(*) filter (where p.kind = 'planned' and p.opened and p.remote = 0),
                                      'of', count(*) filter (where p.kind = 'planned' and p.opened)),
      'waitSeconds', max(wait.median),
      'lateMoves', jsonb_build_object('n', count(*) filter (where p.late_move),
                                      'of', count(*) filter (where p.kind = 'planned'))
    ) as figures
    from placed p
    left join wait using (unit, key) left join rtt using (unit, key) left join loss using (unit, key)
   group by p.unit, p.key
   order by array_position(array['county', 'town', 'school', 'pair'], p.unit), max(p.unit_town) nulls first, max(p.name)`

/**
 * R13: screen periods of every class and week that had any. A listening class looks at a screen in each lesson it took
 * part in, of whatever kind; a multigrade class is held to its lowest grade.
 * $1, $2 first and past-the-end day, $3 time zone, $4 now, $5 to $7 weekly periods, $8 the share allowed, %, $9 opened minutes.
 */
export const SCREEN_SQL = `
  with sync as (
    select g.class_id, date_trunc('week', l.planned_start at time zone $3)::date as week, count(*)::int as periods
      from lesson l join lesson_leg g on g.lesson_id = l.id
     where l.planned_start >= ($1::date)::timestamp at time zone $3
       and l.planned_start < ($2::date)::timestamp at time zone $3 and l.planned_end <= $4
       and l.status = 'SETTLED' and (g.settled->'sum'->>'onlineMinutes')::float8 >= $9
     group by 1, 2
  ), declared as (
    select class_id, week, periods from screen_declaration where week >= $1::date and week < $2::date
  ), weeks as (
    select class_id, week, coalesce(s.periods, 0) as sync, coalesce(d.periods, 0) as declared
      from sync s full join declared d using (class_id, week)
  )
  select w.class_id as "classId", c.name as "className", o.name as "orgName", o.path as org_path,
         to_char(w.week, 'YYYY-MM-DD') as week, w.sync, w.declared, p.weekly,
         (w.sync + w.declared) * 100 > p.weekly * $8::float8 as over
    from weeks w join school_class c on c.id = w.class_id join organization o on o.id = c.org_id
    cross join lateral (select case when min(grade) <= 2 then $5::int when min(grade) <= 6 then $6::int else $7::int end as weekly
                          from unnest(c.grades) as grade) p
   where w.sync + w.declared > 0
   order by o.name, c.name, w.week`

/** Legs behind a figure: those of its denominator, and whether they are in the numerator. */
export const FIGURE_LEGS: Record<string, { of: string; n: string }> = {
  R3: { of: 'true', n: 'opened' },
  R4: { of: 'opened', n: 'complete' },
  R4P: { of: 'true', n: 'opened and complete' },
  R5: { of: 'held', n: 'on_time' },
  R6: { of: 'failed', n: 'made_up' },
  R7: { of: 'expected is not null', n: 'present = expected' },
  R8: { of: 'held', n: 'complete' },
  R9: { of: 'opened', n: 'remote > 0' },
}

export const LEGS_SQL = (figure: { of: string; n: string }): string => `
  select leg_id as "legId", lesson_id as "lessonId", title, planned_start as "plannedStart", host_name as "hostName",
         org_name as "orgName", class_name as "className", status, result, online_minutes as "onlineMinutes",
         planned_minutes as "plannedMinutes", (${figure.n}) is true as counts
    from jsonb_to_recordset($1::jsonb) as f(${FACT_COLUMNS})
   where kind = 'planned' and (${figure.of})
     and case $2 when 'county' then true when 'town' then town = $3 when 'school' then org_id::text = $3
                 else host_id || '/' || org_id = $3 end
   order by (${figure.n}) is true, planned_start, leg_id limit 500`
