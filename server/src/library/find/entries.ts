import { Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { Database } from '../../platform/database/database.ts'
import { NOTICES_RESUMED, Notices } from '../../platform/database/notices.ts'
import { bandOf, EntrySheet, type Entry } from './entry-sheet.ts'
import { LIBRARY_CHANGED, type LibraryChange } from './library-index.ts'

type Row = Omit<Entry, 'duration'> & { durationMs: number | null; resourceId: string }

const ENTRY = `
  select number, resource_id as "resourceId", version_id as "versionId", school_path as "schoolPath", stage, subject,
         grade_from as "gradeFrom", grade_to as "gradeTo", edition_id as "editionId", type, duration_ms as "durationMs",
         org_id as "orgId", licence, extract(epoch from published_at)::float8 as "publishedAt", popularity
    from library_entry`

/** This process's sheet of all entries, loaded with the first search and kept current by notices. */
@Injectable()
export class Entries implements OnApplicationBootstrap {
  private sheet: Promise<EntrySheet> | null = null
  private numberOf = new Map<string, number>()

  constructor(
    private readonly database: Database,
    private readonly notices: Notices,
  ) {}

  onApplicationBootstrap() {
    this.notices.subscribe(LIBRARY_CHANGED, (payload) => this.follow(payload as LibraryChange))
    // What was missed is not known: everything is read again when somebody next searches.
    this.notices.subscribe(NOTICES_RESUMED, () => {
      this.sheet = null
    })
  }

  current(): Promise<EntrySheet> {
    this.sheet ??= this.load().catch((error: unknown) => {
      this.sheet = null
      throw error
    })
    return this.sheet
  }

  private async load(): Promise<EntrySheet> {
    const sheet = new EntrySheet()
    this.numberOf = new Map()
    for (const row of await this.database.rows<Row>(ENTRY)) this.put(sheet, row)
    return sheet
  }

  private async follow({ resourceIds }: LibraryChange): Promise<void> {
    const loading = this.sheet
    if (!loading) return
    if (resourceIds === null) {
      this.sheet = null
      return
    }
    const sheet = await loading
    const rows = await this.database.rows<Row>(`${ENTRY} where resource_id = any($1)`, [resourceIds])
    for (const id of resourceIds) {
      const number = this.numberOf.get(id)
      if (number !== undefined) sheet.remove(number)
      this.numberOf.delete(id)
    }
    for (const row of rows) this.put(sheet, row)
  }

  private put(sheet: EntrySheet, { durationMs, resourceId, ...row }: Row): void {
    this.numberOf.set(resourceId, row.number)
    sheet.put({ ...row, duration: bandOf(durationMs) })
  }
}
