import pg from 'pg'

/** Names of teachers of the demo county at different schools, the lecturer of English first; each of them signs in by name. */
export async function demoTeachers(databaseUrl: string, count: number): Promise<string[]> {
  const database = new pg.Client({ connectionString: databaseUrl })
  await database.connect()
  try {
    const { rows } = await database.query<{ name: string }>(
      `select name from (
         select distinct on (t.org_id) p.name, t.org_id, p.county_no from person p join post t on t.person_id = p.id
          where t.role = 'teacher' and p.state = 'ACTIVE' and (t.to_day is null or t.to_day >= current_date)
            and (select count(*) from person other where other.name = p.name) = 1
          order by t.org_id, p.name <> '林晓雯', p.county_no) as one
        order by name <> '林晓雯', county_no limit $1`,
      [count],
    )
    if (rows.length < count) throw new Error(`only ${rows.length} schools have teachers`)
    return rows.map(({ name }) => name)
  } finally {
    await database.end()
  }
}
