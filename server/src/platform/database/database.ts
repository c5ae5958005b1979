import { Injectable } from '@nestjs/common'
import {
  DataSource,
  type EntityManager,
  type EntityTarget,
  type ObjectLiteral,
  type Repository,
} from 'typeorm'

/** The port to Postgres: a use case opens one transaction at its edge and hands `tx` down. */
@Injectable()
export class Database {
  constructor(readonly source: DataSource) {}

  /** Outside any transaction: reads, and single statements that stand alone. */
  get manager(): EntityManager {
    return this.source.manager
  }

  repository<T extends ObjectLiteral>(entity: EntityTarget<T>): Repository<T> {
    return this.source.getRepository(entity)
  }

  transaction<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.source.transaction(work)
  }

  /** Rows of a hand-written statement. */
  async rows<T>(sql: string, parameters: unknown[] = [], tx: EntityManager = this.manager): Promise<T[]> {
    return (await tx.query(sql, parameters)) as T[]
  }
}

const UNIQUE_VIOLATION = '23505'
const EXCLUSION_VIOLATION = '23P01'

/** Name of the unique or exclusion constraint an error is about, null when it is something else. */
export const violatedUnique = (error: unknown): string | null => {
  const cause = (error as { driverError?: { code?: string; constraint?: string } } | null)?.driverError
  return [UNIQUE_VIOLATION, EXCLUSION_VIOLATION].includes(cause?.code ?? '')
    ? (cause?.constraint ?? '')
    : null
}

const CHECK_VIOLATION = '23514'

/** Name of the check an error is about, null when it is something else. */
export const violatedCheck = (error: unknown): string | null => {
  const cause = (error as { driverError?: { code?: string; constraint?: string } } | null)?.driverError
  return cause?.code === CHECK_VIOLATION ? (cause.constraint ?? '') : null
}

const FOREIGN_KEY_VIOLATION = '23503'

/** Postgres refused a delete because another row still needs this one, or an insert because what it needs is gone. */
export const isStillReferenced = (error: unknown): boolean =>
  (error as { driverError?: { code?: string } } | null)?.driverError?.code === FOREIGN_KEY_VIOLATION
