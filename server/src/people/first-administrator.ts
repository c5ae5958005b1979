import type { DataSource } from 'typeorm'
import { newId } from '../platform/id.ts'
import { initialsOf } from './initials.ts'
import { OrganizationRow } from './organization.entity.ts'
import { PersonRow, PostRow } from './person.entity.ts'
import { hashPassword, newFirstPassword } from './secrets.ts'

export interface FirstAdministrator {
  readonly bureau: string
  readonly name: string
  readonly phone: string
  /** Calendar day from which the post is held. */
  readonly from: string
}

/**
 * The bureau and its first administrator on an empty database; everything else is then done in the portal.
 * @returns the first password, to be changed at the first sign-in; null when the database is in use
 */
export async function createFirstAdministrator(
  source: DataSource,
  first: FirstAdministrator,
): Promise<string | null> {
  const password = newFirstPassword()
  const passwordHash = await hashPassword(password)
  return source.transaction(async (tx) => {
    await tx.query('lock table organization in exclusive mode')
    if (await tx.exists(OrganizationRow)) return null
    const [orgId, personId] = [newId(), newId()]
    await tx.insert(OrganizationRow, {
      id: orgId,
      path: `/${orgId}/`,
      kind: 'bureau',
      name: first.bureau,
      nameInitials: initialsOf(first.bureau),
      openedOn: first.from,
      version: 1,
    })
    await tx.insert(PersonRow, {
      id: personId,
      countyNo: 'ADMIN-1',
      name: first.name,
      nameInitials: initialsOf(first.name),
      phone: first.phone,
      subjects: [],
      state: 'ACTIVE',
      passwordHash,
      mustChangePassword: true,
      createdAt: new Date(),
      version: 1,
    })
    await tx.insert(PostRow, { id: newId(), personId, orgId, role: 'administrator', fromDay: first.from })
    return password
  })
}
