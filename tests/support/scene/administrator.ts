import { demoAccounts } from '../../../scripts/lib/database.mjs'
import type { Stack } from '../stack.ts'

export interface Credentials {
  readonly login: string
  readonly password: string
}

/** Sign-in of the demo county's administrator. */
export async function administratorOf(stack: Stack): Promise<Credentials> {
  const { databaseUrl, mediaSecret, serverUrl } = stack
  const accounts = await demoAccounts({ databaseUrl, mediaSecret, port: new URL(serverUrl).port })
  const account = accounts.find(({ what }) => what.includes('管理员'))
  if (!account)
    throw new Error(`the demo has no administrator: ${accounts.map(({ what }) => what).join(', ')}`)
  return { login: account.phone, password: account.password }
}
