/**
 * R24 of the domain (§6): 设备可用率 = room-days GREEN at T–15 ÷ room-days with a synchronized lesson, and the median hours
 * of repairs. A room-day counts once however many lessons it had, and is green only if the room was before every one; a
 * lesson nobody judged the room for is not green. What was called off or moved before T–15 makes no room-day.
 * $1 first and $2 last day, $3 the county's zone, $4 now. `scope` is a condition on `o.path` and further parameters.
 */
export const roomDays = (scope: string): string => `
  with lesson_room as (
    select d.id as device_id, l.id as lesson_id, (l.planned_start at time zone $3)::date as day, r.verdict
      from (select lesson_id, class_id from lesson_leg
            union select id, lecture_class_id from lesson where exists (select from lesson_leg g where g.lesson_id = lesson.id)) p
      join lesson l on l.id = p.lesson_id
      join device d on d.class_id = p.class_id and d.kind <> 'mobile' and d.confirmed_at <= l.planned_start
       and (d.revoked_at is null or d.revoked_at > l.planned_start)
      join organization o on o.id = d.org_id
      left join room_readiness r on r.device_id = d.id and r.lesson_id = l.id
     where l.planned_start <= $4 and (l.planned_start at time zone $3)::date between $1::date and $2::date
       and (l.status not in ('CANCELLED', 'RESCHEDULED') or r.verdict is not null) ${scope}
  ), room_day as (
    select device_id, day, bool_and(coalesce(verdict, 'RED') = 'GREEN') as is_green from lesson_room group by device_id, day
  )
  select count(*)::int as "roomDays", count(*) filter (where is_green)::int as "greenDays" from room_day`

/** $1 first and $2 last day on which they were told, $3 the county's zone. From being told to being fixed. */
export const repairTimes = (scope: string): string => `
  select count(*)::int as repairs, count(*) filter (where t.fixed_at is null)::int as open,
         (percentile_cont(0.5) within group (order by extract(epoch from t.fixed_at - t.opened_at) / 3600)
           filter (where t.fixed_at is not null))::float8 as "medianRepairHours"
    from repair_ticket t join device d on d.id = t.device_id join organization o on o.id = d.org_id
   where (t.opened_at at time zone $3)::date between $1::date and $2::date ${scope}`
