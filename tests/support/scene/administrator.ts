import { demoAccounts } from '../../../scripts/lib/database.mjs'
import type { Stack } from '../stack.ts'

export interface Credentials {
  readonly login: string
  readonly password: string
}

interface DemoAccount {
  readonly name: string
  readonly password: string
  readonly role: string
}

/** Sign-in of the demo county's administrator. */
export async function administratorOf(stack: Stack): Promise<Credentials> {
  const accounts = (await demoAccounts({ databaseUrl: stack.databaseUrl, mediaSecret: stack.mediaSecret })) as DemoAccount[]
  const account = accounts.find(({ role }) => /管理员|administrator/.test(role))
  if (!account) throw new Error(`the demo has no administrator: ${accounts.map(({ role }) => role).join(', ')}`)
  return { login: account.name, password: account.password }
}
