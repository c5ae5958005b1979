import { HoursCategory, Stage } from '@tongke/contract'
import type { ListQuery } from '../../../components/admin/use-list-query.ts'

export const AREAS = ['rural', 'urban'] as const
const LACKS = ['all', 'behind', 'short'] as const
export const SORTS = ['tenths', 'year', 'name', 'school'] as const

export const pick = <T extends string>(options: readonly T[], value: string | undefined): T | undefined =>
  options.find((one) => one === value)

/** What the list of teachers is narrowed to, as its address says. */
export function teacherFilter(list: ListQuery) {
  return {
    cycle: list.get('cycle'),
    orgId: list.get('org'),
    search: list.search,
    area: pick(AREAS, list.get('area')),
    stage: pick(Stage.options, list.get('stage')),
    lack: pick(LACKS, list.get('lack')) ?? 'all',
    without: pick(HoursCategory.options, list.get('without')),
  }
}
export type TeacherListFilter = ReturnType<typeof teacherFilter>
