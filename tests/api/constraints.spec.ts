import pg from 'pg'
import { runMain } from '../support/run-main.ts'
import { bootStack, type Stack } from '../support/stack.ts'

let stack: Stack
let client: pg.Client

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
  client = new pg.Client({ connectionString: stack.databaseUrl })
  await client.connect()
}, 120_000)
afterAll(async () => {
  await client?.end()
  await stack?.stop()
})

const A_POST = `insert into post (id, person_id, org_id, role, from_day, to_day)
  select gen_random_uuid(), person_id, org_id, role, $2, $3 from post where id = $1`

const migrate = async () => {
  const environment = { DATABASE_URL: stack.databaseUrl, MEDIA_SECRET: stack.mediaSecret }
  expect(await runMain('migrate-main', environment)).toMatchObject({ code: 0 })
}

const aPost = async () => {
  const { rows } = await client.query<{ id: string; person_id: string }>(
    `select id, person_id from post where role = 'teacher' order by id limit 1`,
  )
  if (!rows[0]) throw new Error('no post')
  await client.query(`update post set from_day = '2020-01-01', to_day = '2020-12-31' where id = $1`, [
    rows[0].id,
  ])
  return rows[0]
}

describe('Postgres itself', () => {
  it.each([
    ['a kind of organization', `update organization set kind = 'kiosk' where kind = 'point'`],
    ['a school type', `update organization set school_type = '999' where kind = 'point'`],
    ['an area', `update organization set urban_rural = '999' where kind = 'point'`],
    ['a stage', `update organization set stages = '{senior}' where kind = 'point'`],
    ['a network', `update organization set network_type = 'pigeon' where kind = 'point'`],
    ['a stage taught', `update person set taught_stage = '5'`],
    ['a backbone level', `update person set backbone_level = 'galaxy'`],
    ['a condition of a device', `update device set condition = 'LOST'`],
    ['a role', `update post set role = 'king' where role = 'head'`],
    ['a class type', `update school_class set class_type = '99'`],
    ['a grade', `update school_class set grades = '{10}'`],
    ['a class without grades', `update school_class set grades = '{}'`],
  ])('refuses %s that is not in the code set', async (_, statement) => {
    await expect(client.query(statement)).rejects.toThrow('violates check constraint')
  })

  it('refuses a school that goes on to be merged, and one that is merged into itself', async () => {
    for (const closing of ['', ', closed_on = opened_on'])
      await expect(
        client.query(`update organization set merged_into = id ${closing} where kind = 'point'`),
      ).rejects.toThrow('organization_merged')
  })

  it('refuses a post twice on one day, but not one after the other', async () => {
    const { id } = await aPost()
    await client.query(A_POST, [id, '2021-01-01', '2021-12-31'])
    await expect(client.query(A_POST, [id, '2021-12-31', null])).rejects.toThrow('post_once')
  })

  it('has posts of before that rule merged, days together', async () => {
    const { id, person_id } = await aPost()
    await client.query(`
      alter table post drop constraint post_once, drop constraint post_role;
      alter table school_class drop constraint school_class_type, drop constraint school_class_grades;
      alter table organization drop constraint organization_kind, drop constraint organization_school_type,
        drop constraint organization_urban_rural;
      delete from schema_migration where name like 'RestrainPeople%'`)
    await client.query('delete from post where person_id = $1 and id <> $2', [person_id, id])
    await client.query(A_POST, [id, '2020-06-01', null])
    await client.query(A_POST, [id, '2018-01-01', '2018-12-31'])
    await migrate()
    const { rows } = await client.query(
      'select from_day::text, to_day::text, id = $2 as first from post where person_id = $1 order by from_day',
      [person_id, id],
    )
    expect(rows).toEqual([
      { from_day: '2018-01-01', to_day: '2018-12-31', first: false },
      { from_day: '2020-01-01', to_day: null, first: true },
    ])
  })

  it('has schools of before teach what their type usually does', async () => {
    await client.query(`
      alter table organization drop column stages, drop column network_type, drop column merged_into;
      alter table person drop column taught_stage, drop column backbone_level;
      alter table device drop column condition, drop column os, drop column camera, drop column microphone,
        drop column whiteboard;
      delete from schema_migration where name like 'DescribePeople%'`)
    for (const [type, kind] of [
      ['312', 'centre'],
      ['311', 'urban'],
    ])
      await client.query('update organization set school_type = $1 where kind = $2', [type, kind])
    await migrate()
    const { rows } = await client.query('select distinct kind, stages from organization order by kind')
    expect(rows).toEqual([
      { kind: 'bureau', stages: [] },
      { kind: 'centre', stages: ['primary', 'junior'] },
      { kind: 'point', stages: ['primary'] },
      { kind: 'urban', stages: ['junior'] },
      { kind: 'village', stages: ['primary'] },
    ])
  })
})
