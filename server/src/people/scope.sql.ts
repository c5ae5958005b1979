import type { Scope } from './access.rules.ts'

/** Collects the parts of a `where` and their parameters, so that lists stay readable SQL. */
export class Where {
  private readonly parts: string[] = []

  /** @param parameters those of the outer statement, for the `where` of a subquery */
  constructor(readonly parameters: unknown[] = []) {}

  /** `?` in `sql` stands for each of the values in turn. */
  and(sql: string, ...values: unknown[]): this {
    let next = 0
    this.parts.push(sql.replace(/\?/g, () => this.parameter(values[next++])))
    return this
  }

  andIf(condition: unknown, sql: string, ...values: unknown[]): this {
    return condition === undefined || condition === false ? this : this.and(sql, ...values)
  }

  /** @param path the column that holds the organization's path */
  within(scope: Scope, path: string): this {
    if (scope.all) return this
    const below = scope.below.map((prefix) => `${prefix}%`)
    return this.and(`(${path} = any(?) or ${path} like any(?))`, scope.exact, below)
  }

  private parameter(value: unknown): string {
    this.parameters.push(value)
    return `$${this.parameters.length}`
  }

  toString(): string {
    return this.parts.length > 0 ? `where ${this.parts.join(' and ')}` : ''
  }
}

/** Pattern for `ilike` that finds `text` anywhere, with its wildcards taken literally. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

export const pageClause = ({ page, pageSize }: { page: number; pageSize: number }): string =>
  `limit ${pageSize} offset ${(page - 1) * pageSize}`
