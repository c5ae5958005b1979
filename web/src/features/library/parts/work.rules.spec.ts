import type { ResourceVersion } from '@tongke/contract'
import {
  isWorking,
  needsOf,
  newestOf,
  openOf,
  problemsIn,
  requiredRolesOf,
  rolesMissing,
  rolesOffered,
} from './work.rules.ts'

const version = (state: ResourceVersion['state']) => ({ state }) as ResourceVersion
const file = (role: 'main' | 'courseware', state: 'READY' | 'RUNNING' | 'FAILED' = 'READY') => ({
  role,
  processing: { state, step: null, progress: 0, playable: false, findings: [] },
})

describe('the version in work', () => {
  it('is the newer one beside a published one', () => {
    const detail = { version: version('PUBLISHED'), draft: version('DRAFT') }
    expect(newestOf(detail).state).toBe('DRAFT')
    expect(openOf(detail)?.state).toBe('DRAFT')
  })

  it('does not exist where the newest is published', () => {
    expect(openOf({ version: version('PUBLISHED'), draft: null })).toBeNull()
    expect(openOf({ version: version('REJECTED'), draft: null })?.state).toBe('REJECTED')
  })
})

describe('what a submission needs', () => {
  it('is no file of a link, and the signed licence of a third party', () => {
    expect(requiredRolesOf('courseware', 'link')).toEqual([])
    expect(requiredRolesOf('courseware', 'third_party')).toEqual(['main', 'licence'])
  })

  it('is one node, four files and finished work of an excellent lesson', () => {
    const needs = needsOf('excellent_lesson', { licence: 'county', nodeIds: [] }, [
      file('courseware', 'RUNNING'),
    ])
    expect(needs.map(({ key, role, met }) => [role ?? key, met])).toEqual([
      ['node', false],
      ['lesson_plan', false],
      ['courseware', true],
      ['recording', false],
      ['exercise', false],
      ['processing', false],
    ])
  })

  it('is not met by a file whose work failed', () => {
    const needs = needsOf('courseware', { licence: 'county', nodeIds: [] }, [file('main', 'FAILED')])
    expect(needs.find(({ key }) => key === 'processing')?.met).toBe(false)
  })

  it('offers what is missing first', () => {
    expect(rolesOffered('courseware', 'third_party', [])).toEqual(['main', 'licence', 'attachment'])
    expect(rolesOffered('courseware', 'third_party', [file('main')])).toEqual([
      'licence',
      'main',
      'attachment',
    ])
  })
})

describe('isWorking', () => {
  it('holds while a file waits or is worked on', () => {
    expect(isWorking([file('main'), file('courseware', 'RUNNING')])).toBe(true)
    expect(isWorking([file('main'), file('courseware', 'FAILED')])).toBe(false)
  })
})

describe('words for refusals', () => {
  it('finds the field, once, and its sentence where there is one', () => {
    const detail = (path: string, code: string) => ({ path, code, message: '' })
    expect(
      problemsIn([
        detail('metadata.exerciseForm', 'written_homework'),
        detail('metadata.nodeIds.0', 'unfit'),
        detail('metadata.nodeIds.1', 'unfit'),
        detail('body.metadata.title', 'too_big'),
        detail('revision', 'x'),
      ]),
    ).toEqual([
      { field: 'exerciseForm', problem: 'exerciseForm_written_homework' },
      { field: 'nodeIds', problem: 'nodeIds_unfit' },
      { field: 'title', problem: null },
    ])
    expect(rolesMissing([detail('files.recording', 'missing'), detail('metadata.title', 'x')])).toEqual([
      'recording',
    ])
  })
})
