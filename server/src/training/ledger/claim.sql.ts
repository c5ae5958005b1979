/** A claim as `HoursClaim` of the contract has it; what the ledger holds of it is added up there and then. */
export const CLAIM_COLUMNS = `
  c.id, c.person_id as "personId", p.name as "personName", c.org_id as "orgId", o.name as "orgName", c.source,
  c.category, c.title, c.occurred_on::text as "occurredOn", c.minutes, c.tenths, c.deducted, c.state, c.evidence,
  (select sum(l.tenths)::int from hours_ledger l where l.claim_id = c.id) as credited,
  coalesce((select s.reason from hours_step s where s.claim_id = c.id and s.reason <> ''
             order by s.at desc, s.id desc limit 1), '') as reason`

export const CLAIM_TABLES = `
  hours_claim c join person p on p.id = c.person_id join organization o on o.id = c.org_id`
