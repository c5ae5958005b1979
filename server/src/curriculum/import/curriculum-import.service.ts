import { Injectable } from '@nestjs/common'
import { EditionInput, NodeInput, Refusal, type CurriculumReport } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Audit } from '../../platform/audit/audit.service.ts'
import { Database } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'
import { WorkbookReader } from '../../platform/workbook/workbook-reader.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { may } from '../access.rules.ts'
import { readItems, type Problem } from './items.rules.ts'
import type { ImportItems } from './known.ts'
import { knownRows } from './known-rows.ts'
import { planImport, type Plan } from './plan.rules.ts'
import { readFile, type RawFile } from './read-file.ts'
import { storePlan } from './store-plan.ts'

const MOST_PROBLEMS = 200

/** Editions and nodes from a file: all or none; the same file twice changes nothing the second time. */
@Injectable()
export class CurriculumImport {
  constructor(
    private readonly database: Database,
    private readonly workbooks: WorkbookReader,
    private readonly audit: Audit,
  ) {}

  /** @throws Refusal import.unreadable | auth.forbidden; bad rows are in the report, not thrown */
  async run(who: PersonPrincipal, file: Buffer, dryRun: boolean): Promise<CurriculumReport> {
    if (!may(who, 'tree.manage')) throw new Refusal('auth.forbidden')
    const raw = await readFile(file, this.workbooks)
    const { items, problems } = itemsOf(raw)
    const plan =
      dryRun || problems.length > 0
        ? await this.plan(items, this.database.manager)
        : await this.database.transaction((tx) => this.store(who, items, tx))
    const all = [...problems, ...plan.problems].toSorted(byPlace)
    const { creates, updates, unchanged, closes } = plan
    return {
      editions: raw.editions.length,
      nodes: raw.nodes.length,
      creates,
      updates,
      unchanged,
      closes,
      problems: all.slice(0, MOST_PROBLEMS),
      problemCount: all.length,
      imported: !dryRun && all.length === 0,
    }
  }

  private async plan(items: ImportItems, tx: EntityManager): Promise<Plan> {
    return planImport(items, await knownRows(tx, items), newId)
  }

  /** One import at a time, so that what was read is what is changed; readers are not kept waiting. */
  private async store(who: PersonPrincipal, items: ImportItems, tx: EntityManager): Promise<Plan> {
    await tx.query('lock table edition, curriculum_node in share row exclusive mode')
    const plan = await this.plan(items, tx)
    const { creates, updates, closes } = plan
    if (creates + updates + closes === 0) return plan
    await storePlan(tx, plan)
    const detail = { creates, updates, closes }
    await this.audit.write({ actor: who, action: 'curriculum.imported', detail }, tx)
    return plan
  }
}

function itemsOf(raw: RawFile): { items: ImportItems; problems: Problem[] } {
  const editions = readItems(EditionInput, 'editions', raw.editions)
  const nodes = readItems(NodeInput, 'nodes', raw.nodes)
  const broken = new Set([...editions.broken, ...nodes.broken])
  return {
    items: { editions: editions.items, nodes: nodes.items, broken },
    problems: [...editions.problems, ...nodes.problems],
  }
}

const byPlace = (a: Problem, b: Problem): number =>
  a.table === b.table ? a.line - b.line : a.table === 'editions' ? -1 : 1
