import pg from 'pg'
import { ApiClient } from '../support/api-client.ts'
import { bootStack, type Stack } from '../support/stack.ts'

let stack: Stack
let client: pg.Client

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
  await ApiClient.as(stack.serverUrl, '安佑宁')
  client = new pg.Client({ connectionString: stack.databaseUrl })
  await client.connect()
}, 120_000)
afterAll(async () => {
  await client?.end()
  await stack?.stop()
})

describe('Postgres itself', () => {
  it.each([
    ['UPDATE', `update audit_log set actor_name = 'nobody'`],
    ['DELETE', 'delete from audit_log'],
    ['TRUNCATE', 'truncate audit_log'],
    ['TRUNCATE … CASCADE', 'truncate audit_log cascade'],
  ])('refuses %s on the audit log', async (_, statement) => {
    await expect(client.query(statement)).rejects.toThrow('audit_log is append-only')
    const { rows } = await client.query<{ count: string }>('select count(*) from audit_log')
    expect(Number(rows[0]?.count)).toBeGreaterThan(0)
  })

  it('keeps no password and no token', async () => {
    const { rows } = await client.query<{ token_hash: Buffer; password_hash: string }>(
      'select s.token_hash, p.password_hash from session s join person p on p.id = s.person_id',
    )
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) {
      expect(row.token_hash).toHaveLength(32)
      expect(row.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    }
  })
})
