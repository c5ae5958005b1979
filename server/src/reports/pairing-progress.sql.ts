/**
 * An agreement's term against its goals, one row. Lessons are those between its two classes in its subjects on days of its
 * term; what was called off for a holiday or an official event, or is at another time now, is none (domain §6).
 * $1 agreement, $2 time zone, $3 now, $4 opened minutes (R3).
 */
export const PAIRING_PROGRESS = `
  with agreement as (
    select p.*, t.starts_on::timestamp at time zone $2 as since, (t.ends_on + 1)::timestamp at time zone $2 as until,
           t.starts_on, t.ends_on
      from pairing p join term t on t.id = p.term_id where p.id = $1
  ), leg as (
    select l.status, l.planned_end <= $3 as over, l.status = 'SETTLED' and g.settled is not null as settled,
           l.started_at is not null and (g.settled->'sum'->>'onlineMinutes')::float8 >= $4 as opened, g.result,
           (g.settled->'sum'->>'onlineMinutes')::float8 as online,
           extract(epoch from l.planned_end - l.planned_start) / 60 as planned
      from agreement a
      join lesson l on l.lecture_class_id = a.lecture_class_id and l.planned_start >= a.since and l.planned_start < a.until
      join lesson_leg g on g.lesson_id = l.id and g.class_id = a.listening_class_id
     where l.plan->>'type' = 'delivery' and (a.subjects = '{}' or l.plan->>'subject' = any(a.subjects))
       and l.status <> 'RESCHEDULED'
       and not (l.status = 'CANCELLED' and exists (select from lesson_event e where e.lesson_id = l.id
                  and e.kind = 'cancelled' and e.body->>'reason' in ('holiday', 'official')))
  ), lessons as (
    select count(*) filter (where settled and opened) as held,
           count(*) filter (where settled and opened and result = 'FULL') as complete,
           count(*) filter (where status in ('NOT_HELD', 'CANCELLED') or (settled and opened is not true)) as failed,
           count(*) filter (where over and not settled and status not in ('NOT_HELD', 'CANCELLED')) as unsettled,
           count(*) filter (where not over and status not in ('NOT_HELD', 'CANCELLED', 'SETTLED')) as coming,
           coalesce(round(sum(online) filter (where settled and opened)), 0) as online,
           coalesce(round(sum(planned) filter (where settled and opened)), 0) as planned
      from leg
  )
  select a.lessons_goal as "lessonsGoal", a.research_goal as "researchGoal", a.visits_goal as "visitsGoal",
         l.held::int, l.complete::int, l.failed::int, l.unsettled::int, l.coming::int, l.online::int, l.planned::int,
         case when a.host_org_id is not null then (
           select count(*) from research_session s
            where s.counted and s.starts_at >= a.since and s.starts_at < a.until
              and exists (select from research_member m where m.session_id = s.id and m.attended and m.org_id = a.host_org_id)
              and exists (select from research_member m where m.session_id = s.id and m.attended and m.org_id = a.rural_org_id)
         )::int end as research,
         case when a.host_org_id is not null then (
           select count(*) from visit v
            where v.org_id = a.rural_org_id and v.day between a.starts_on and a.ends_on and v.state in ('DONE', 'FOLLOWED')
              and v.removed_at is null
              and exists (select from post o where o.person_id = v.visitor_id and o.org_id = a.host_org_id
                           and o.from_day <= v.day and (o.to_day is null or o.to_day >= v.day))
         )::int end as visits
    from agreement a cross join lessons l`
