/** R16, from what the ledger's claims prove. $1, $2 first and last day, $3 rural codes, $4 today. */
export const RESEARCH_FIGURES = `
  select count(distinct c.source_id)::int as counted, '[]'::json as "bySubject", 0 as outcomes, 0 as sheets,
         (count(distinct c.person_id) filter (where o.urban_rural = any($3)))::int as taking
    from hours_claim c join organization o on o.id = c.org_id
   where c.source = 'research_session' and c.state <> 'REJECTED' and c.occurred_on between $1::date and $2::date
     and $4::date is not null`

/** Places in programmes that were really taken, and those taken by people of rural schools. */
export const PLACES = `
  select (count(*) filter (where o.urban_rural = any($3)))::int as n, count(*)::int as of
    from hours_claim c join organization o on o.id = c.org_id
   where c.source = 'programme' and c.state not in ('REGISTERED', 'REJECTED')
     and c.occurred_on between $1::date and $2::date`

/** R18. A visit's evidence says which school it went to and how many lessons were observed there. */
export const VISIT_FIGURES = `
  with visit as (
    select distinct on (source_id) source_id, (evidence->'facts'->>'lessons')::int as lessons,
           evidence->'facts'->>'orgId' as org_id
      from hours_claim
     where source = 'visit' and state <> 'REJECTED' and occurred_on between $1::date and $2::date
     order by source_id, id
  )
  select (select count(*)::int from visit) as visits,
         (select coalesce(sum(lessons), 0)::int from visit) as "lessonsObserved",
         (select count(distinct t.person_id)::int from post t join person p on p.id = t.person_id
           where t.role = 'researcher' and p.state = 'ACTIVE'
             and $4::date between t.from_day and coalesce(t.to_day, 'infinity')) as researchers,
         (count(*) filter (where exists (select from visit v where v.org_id = o.id::text)))::int as visited,
         count(*)::int as rural
    from organization o where o.urban_rural = any($3) and o.closed_on is null`
