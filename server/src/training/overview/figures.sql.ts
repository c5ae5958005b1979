/**
 * R16: sessions that count as joint research, closed within the days, and rural people who attended one.
 * $1, $2 first and last day, $3 rural codes, $4 time zone, $5 today.
 */
export const RESEARCH_FIGURES = `
  with counted as (
    select s.id, s.subject from research_session s
     where s.counted and s.state = 'CLOSED'
       and (s.starts_at at time zone $4)::date between $1::date and $2::date
  )
  select (select count(*)::int from counted) as counted,
         coalesce((select json_agg(json_build_object('subject', b.subject, 'counted', b.counted) order by b.counted desc, b.subject)
                     from (select subject, count(*)::int as counted from counted group by subject) b), '[]') as "bySubject",
         (select count(distinct m.person_id)::int from counted c
            join research_member m on m.session_id = c.id and m.attended
            join post t on t.person_id = m.person_id and t.role in ('teacher', 'head', 'coordinator')
             and $5::date between t.from_day and coalesce(t.to_day, 'infinity')
            join organization o on o.id = t.org_id and o.urban_rural = any($3)) as taking,
         (select count(distinct c.id)::int from counted c join research_session_lesson k on k.session_id = c.id
            join resource_lineage g on g.kind in ('lesson', 'recording') and g.source_id = k.lesson_id) as outcomes,
         (select coalesce(sum(m.sheets), 0)::int from counted c join research_member m on m.session_id = c.id) as sheets`

/** Places in programmes that were really taken, and those taken by people of rural schools. */
export const PLACES = `
  select coalesce(sum(k.taken) filter (where o.urban_rural = any($3)), 0)::int as n, coalesce(sum(k.taken), 0)::int as of
    from (select org_id, count(*) as taken from hours_claim
           where source = 'programme' and state not in ('REGISTERED', 'REJECTED')
             and occurred_on between $1::date and $2::date group by org_id) k
    join organization o on o.id = k.org_id`

/** R18: visits that took place, whether any rule gives hours for them or not. $1, $2 first and last day, $3 rural codes, $4 today. */
export const VISIT_FIGURES = `
  with done as (
    select id, org_id from visit
     where state <> 'PLANNED' and removed_at is null and day between $1::date and $2::date
  )
  select (select count(*)::int from done) as visits,
         (select count(*)::int from visit_lesson l join done d on d.id = l.visit_id) as "lessonsObserved",
         (select count(distinct t.person_id)::int from post t join person p on p.id = t.person_id
           where t.role = 'researcher' and p.state = 'ACTIVE'
             and $4::date between t.from_day and coalesce(t.to_day, 'infinity')) as researchers,
         (count(*) filter (where exists (select from done d where d.org_id = o.id)))::int as visited,
         count(*)::int as rural
    from organization o where o.urban_rural = any($3) and o.closed_on is null`
