import 'reflect-metadata'
import { Label, Phone } from '@tongke/contract'
import { z } from 'zod'
import { DATABASE_PARTS } from './database-parts.ts'
import { createFirstAdministrator } from './people/first-administrator.ts'
import { createDataSource } from './platform/database/data-source.ts'
import { dayIn } from './platform/day.rules.ts'
import { runProcess } from './platform/run-process.ts'

const Arguments = z.tuple([Label(60), Label(30), Phone])

/** `administrator-main.js BUREAU NAME PHONE`: a real county starts with this one account instead of the demo. */
await runProcess('administrator', async (config) => {
  const given = Arguments.safeParse(process.argv.slice(2))
  if (!given.success) throw new Error('usage: administrator-main.js BUREAU NAME PHONE')
  const [bureau, name, phone] = given.data
  const source = await createDataSource(config, DATABASE_PARTS).initialize()
  try {
    const from = dayIn(config.timeZone, new Date())
    const password = await createFirstAdministrator(source, { bureau, name, phone, from })
    if (!password)
      throw new Error('the database is in use: an administrator creates further accounts in the portal')
    process.stdout.write(`${JSON.stringify({ name, phone, firstPassword: password })}\n`)
  } finally {
    await source.destroy()
  }
})
