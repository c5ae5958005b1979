/** Refused before and still so: by the same rules, within a day, or for an event that another claim has for good. */
const refused = (source: string, id: string, person: string, rules: string) => `
   exists (select from hours_refusal f where f.source = ${source} and f.source_id = ${id} and f.person_id = ${person}
              and (f.code = 'hours.twice' or f.code = 'hours.no_rule' and f.rules = ${rules}
                   or f.at > now() - interval '1 day'))`

/**
 * Settled lessons: the lecturer of each that reached a class, and the assistants of legs that were FULL. Minutes are those
 * of the settled ledger, which the media node measured. $1 time zone, $2 digest of the rules.
 */
export const LESSONS = `
  with held as (
    select l.id, l.plan->>'title' as title, (l.started_at at time zone $1)::date as day, l.lecturer_id,
           l.lecture_org_id, g.assistant_id, g.result, coalesce((g.settled->'sum'->>'onlineMinutes')::float8, 0) as minutes
      from lesson l join lesson_leg g on g.lesson_id = l.id
     where l.status = 'SETTLED' and l.started_at is not null and l.plan->>'type' <> 'meeting' and g.settled is not null
  ), proved as (
    select 'lesson_taught' as source, id, title, day, lecturer_id as person_id, max(minutes) as minutes,
           jsonb_build_object('classes', count(*), 'full', count(*) filter (where result = 'FULL')) as facts
      from held group by id, title, day, lecturer_id having bool_or(result in ('FULL', 'PARTIAL'))
    union all
    select 'lesson_assisted', id, title, day, assistant_id, max(minutes), jsonb_build_object('result', 'FULL')
      from held where result = 'FULL' and assistant_id is not null and assistant_id <> lecturer_id
     group by id, title, day, assistant_id
  )
  select p.source, p.id as "sourceId", p.person_id as "personId", 'teaching' as category, p.title,
         floor(p.minutes)::int as minutes, p.day::text as "occurredOn",
         p.facts || jsonb_build_object('minutes', floor(p.minutes)) as facts
    from proved p
   where not exists (select from hours_claim c where c.source = p.source and c.source_id = p.id
                        and c.person_id = p.person_id)
     and not ${refused('p.source', 'p.id', 'p.person_id', '$2')}
   order by p.day, p.id`

/**
 * Published videos that really ran before somebody's eyes, nearly whole. A content counts once, whichever file it came in.
 * $1 time zone, $2 digest of the rules, $3 percent of the length.
 */
export const VIDEOS = `
  select 'video' as source, w.resource_id as "sourceId", w.viewer_id as "personId", 'online' as category,
         v.metadata->>'title' as title, floor(w.watched_ms / 60000.0)::int as minutes, (w.updated_at at time zone $1)::date::text as "occurredOn",
         array['video:' || w.blob_sha] as events,
         jsonb_build_object('percent', least(100, floor(w.watched_ms * 100.0 / (p.facts->>'durationMs')::float8)),
                            'minutes', floor(w.watched_ms / 60000.0)) as facts
    from watched w
    join person viewer on viewer.id = w.viewer_id
    join processing p on p.blob_sha = w.blob_sha and p.kind = 'video' and (p.facts->>'durationMs')::float8 > 0
    join resource r on r.id = w.resource_id
    join resource_version v on v.id = r.published_version_id
   where w.watched_ms * 100.0 >= (p.facts->>'durationMs')::float8 * $3
     and not exists (select from hours_event e where e.person_id = w.viewer_id and e.event = 'video:' || w.blob_sha)
     and not exists (select from hours_claim c where c.source = 'video' and c.source_id = w.resource_id
                        and c.person_id = w.viewer_id)
     and not ${refused(`'video'`, 'w.resource_id', 'w.viewer_id', '$2')}
   order by w.updated_at`

/**
 * Sessions that are closed and count as joint research (domain §4.3), for each member whose attendance was measured as
 * enough. $1 time zone, $2 digest of the rules.
 */
export const SESSIONS = `
  select 'research_session' as source, s.id as "sourceId", m.person_id as "personId", 'research' as category,
         s.theme as title, floor(m.attended_minutes)::int as minutes, (s.starts_at at time zone $1)::date::text as "occurredOn",
         jsonb_build_object('minutes', floor(m.attended_minutes), 'form', s.form, 'sheets', m.sheets) as facts
    from research_session s join research_member m on m.session_id = s.id and m.attended
   where s.state = 'CLOSED' and s.counted
     and not exists (select from hours_claim c where c.source = 'research_session' and c.source_id = s.id
                        and c.person_id = m.person_id)
     and not ${refused(`'research_session'`, 's.id', 'm.person_id', '$2')}
   order by s.starts_at, s.id`
