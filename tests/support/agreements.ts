import { withClient } from '../../scripts/lib/database.mjs'

/**
 * Agreements in force for all subjects between a lecture class and classes that listen, in every term: as heads and bureau
 * would have made them before the test begins. What is there already stays as it is.
 */
export const agree = (
  databaseUrl: string,
  lectureClassId: string,
  listeningClassIds: readonly string[],
): Promise<void> =>
  withClient(databaseUrl, async (client) => {
    await client.query(
      `with head as (select org_id, min(person_id::text)::uuid as id from post where role = 'head' group by org_id),
            bureau as (select person_id as id from post where role = 'officer' order by id limit 1)
       insert into pairing (id, type, host_org_id, lecture_class_id, rural_org_id, listening_class_id, term_id,
           lessons_goal, research_goal, visits_goal, state, host_signed_by, host_signed_at, rural_signed_by, rural_signed_at,
           activated_by, activated_at, created_by, created_at, updated_at)
       select gen_random_uuid(), 'aid', host.org_id, host.id, rural.org_id, rural.id, term.id, 16, 4, 1, 'ACTIVE',
              host_head.id, now(), rural_head.id, now(), bureau.id, now(), bureau.id, now(), now()
         from school_class host cross join school_class rural cross join term cross join bureau
         join head host_head on host_head.org_id = host.org_id
         join head rural_head on rural_head.org_id = rural.org_id
        where host.id = $1 and rural.id = any($2)
       on conflict do nothing`,
      [lectureClassId, listeningClassIds],
    )
  })
