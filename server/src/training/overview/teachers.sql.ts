import { TEACHING_STAGE } from './teaching-stage.ts'

/**
 * Everybody who serves at a school today, once, with hours of the cycle; principals count as teachers of their school.
 * $1 today, $2 and $3 first and last year of the cycle, $4 the present year, $5 rural codes.
 */
export const TEACHERS = `
  serving as (
    select distinct on (p.id) p.id, p.name, p.taught_stage, o.id as org_id, o.name as org_name, o.path,
           coalesce(o.town, '') as town, coalesce(o.urban_rural = any($5), false) as is_rural,
           coalesce(${TEACHING_STAGE}, o.stages) as stages,
           bool_or(t.role = 'head') over (partition by p.id) as is_head
      from person p
      join post t on t.person_id = p.id and t.role in ('teacher', 'head', 'coordinator')
       and $1::date between t.from_day and coalesce(t.to_day, 'infinity')
      join organization o on o.id = t.org_id and o.kind <> 'bureau' and o.closed_on is null
     where p.state = 'ACTIVE'
     order by p.id, (t.role = 'teacher') desc, t.from_day desc, t.id
  ), credited as (
    select person_id, sum(tenths)::int as tenths,
           coalesce(sum(tenths) filter (where year = $4), 0)::int as this_year,
           bool_or(programme_tenths > 0) as trained
      from hours_year where year between $2 and $3 group by person_id
  ), teachers as (
    select s.*, coalesce(c.tenths, 0) as tenths, coalesce(c.this_year, 0) as this_year,
           coalesce(c.trained, false) as trained
      from serving s left join credited c on c.person_id = s.id
  )`

/** One row a school. $6 hours of the whole cycle, $7 of the pace, in tenths. */
export const SCHOOLS = `
  with ${TEACHERS}, waiting as (
    select org_id, count(*)::int as claims from hours_claim
     where state in ('CLAIMED', 'SCHOOL_VERIFIED', 'APPEAL') group by org_id
  )
  select t.org_id as "orgId", t.org_name as name, t.path, t.town, t.is_rural as "isRural", count(*)::int as teachers,
         (count(*) filter (where t.tenths >= $6))::int as fulfilled,
         (count(*) filter (where t.tenths < $7))::int as behind, sum(t.tenths)::int as tenths,
         coalesce(max(w.claims), 0)::int as waiting,
         (count(*) filter (where t.is_head))::int as principals,
         (count(*) filter (where t.is_head and t.trained))::int as "principalsTrained"
    from teachers t left join waiting w on w.org_id = t.org_id
   group by t.org_id, t.org_name, t.path, t.town, t.is_rural
   order by t.town, t.org_name`
