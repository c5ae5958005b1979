import { FileKind, FileRole, REQUIRED_ROLES, Refusal, ResourceType } from '@tongke/contract'
import { ROLE_ORDER, checkFile, isInline, maxHeightOf } from './file.rules.ts'

const refused = (...args: Parameters<typeof checkFile>): string | null => {
  try {
    checkFile(...args)
    return null
  } catch (error) {
    return error instanceof Refusal ? `${error.code} ${error.details?.[0]?.code}` : 'fault'
  }
}
const kindsOf = (type: ResourceType, role: FileRole) =>
  FileKind.options.filter((kind) => refused(type, role, kind, false, 0) === null)

describe('files of a resource', () => {
  it.each<[ResourceType, FileRole, FileKind[]]>([
    ['micro_lesson', 'main', ['video']],
    ['recording', 'main', ['video']],
    ['excellent_lesson', 'main', []],
    ['excellent_lesson', 'recording', ['video']],
    ['excellent_lesson', 'lesson_plan', ['document', 'text']],
    ['courseware', 'main', ['video', 'audio', 'image', 'document', 'archive']],
    ['lesson_plan', 'main', ['document', 'text']],
    ['task_sheet', 'main', ['image', 'document', 'text']],
    ['exercise', 'main', ['audio', 'image', 'document', 'text']],
    ['material', 'main', ['video', 'audio', 'image', 'document', 'text', 'archive']],
    ['courseware', 'licence', ['image', 'document', 'text']],
    ['courseware', 'attachment', ['video', 'audio', 'image', 'document', 'text', 'archive']],
  ])('%s, %s', (type, role, kinds) => {
    expect(kindsOf(type, role)).toEqual(kinds)
  })

  it.each(ResourceType.options)('%s takes something in every role it needs', (type) => {
    for (const role of REQUIRED_ROLES[type]) expect(kindsOf(type, role).length).toBeGreaterThan(0)
  })

  it.each(ResourceType.options)('%s takes nothing unknown anywhere', (type) => {
    for (const role of FileRole.options)
      expect(refused(type, role, 'other', false, 0)).toMatch('file.not_allowed')
  })

  it('says why', () => {
    expect(refused('courseware', 'main', 'document', true, 0)).toBe('file.not_allowed link')
    expect(refused('excellent_lesson', 'main', 'video', false, 0)).toBe('file.not_allowed role')
    expect(refused('micro_lesson', 'main', 'document', false, 0)).toBe('file.not_allowed kind')
    expect(refused('micro_lesson', 'attachment', 'document', false, 19)).toBeNull()
    expect(refused('micro_lesson', 'attachment', 'document', false, 20)).toBe('file.not_allowed too_many')
  })

  it('are listed by role', () => {
    expect([...ROLE_ORDER].sort()).toEqual([...FileRole.options].sort())
  })

  it('of an 优课 alone become 1080p', () => {
    expect(ResourceType.options.filter((type) => maxHeightOf(type) > 720)).toEqual(['excellent_lesson'])
  })
})

describe('what is shown in place', () => {
  it.each([
    'video/mp4',
    'application/vnd.apple.mpegurl',
    'image/webp',
    'image/jpeg',
    'text/vtt',
    'text/plain; charset=utf-8',
    'application/json',
  ])('%s', (type) => expect(isInline(type)).toBe(true))
  it.each([
    'text/html',
    'application/xhtml+xml',
    'image/svg+xml',
    'application/pdf',
    'application/javascript',
    'text/xml',
    'video/mp4; x',
    'text/html; charset=utf-8',
    'text/plain; charset=utf-7',
    'text/vtt\ntext/html',
    '',
  ])('not %j', (type) => expect(isInline(type)).toBe(false))
})
