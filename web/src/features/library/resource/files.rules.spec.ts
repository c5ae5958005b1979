import type { ResourceFile } from '@tongke/contract'
import { fileToShow, isShown } from './files.rules.ts'

const file = (id: string, role: ResourceFile['role'], kind: ResourceFile['kind']) => ({ id, role, kind })
const PACKAGE = [
  file('plan', 'lesson_plan', 'document'),
  file('proof', 'licence', 'image'),
  file('zip', 'attachment', 'archive'),
  file('film', 'recording', 'video'),
]

it.each([
  ['what was asked for', PACKAGE, 'plan', 'plan'],
  ['the film of a package', PACKAGE, null, 'film'],
  ['never the proof of a licence', PACKAGE, 'proof', 'film'],
  ['never an archive', [PACKAGE[2]!], 'zip', undefined],
  ['the main file', [file('a', 'attachment', 'image'), file('m', 'main', 'document')], null, 'm'],
])('shows %s', (_, files, wanted, id) => expect(fileToShow(files, wanted)?.id).toBe(id))

it('shows a file when there is something of it', () => {
  expect(isShown({ kind: 'video', renditions: ['poster.jpg'] })).toBe(false)
  expect(isShown({ kind: 'video', renditions: ['v360.mp4', 'master.m3u8'] })).toBe(true)
  expect(isShown({ kind: 'document', renditions: ['page-1.webp'] })).toBe(true)
  expect(isShown({ kind: 'archive', renditions: ['page-1.webp'] })).toBe(false)
})
