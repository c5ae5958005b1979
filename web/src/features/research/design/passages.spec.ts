import type { DesignComment, DesignPerson } from '@tongke/contract'
import * as Y from 'yjs'
import { caretsIn, passagesIn, positionOf, stretchesOf } from './passages.ts'

const comment = (start: string, end: string, resolvedAt: number | null = null): DesignComment => ({
  id: 'c',
  field: 'goals',
  start,
  end,
  quote: '',
  text: '',
  authorId: 'a',
  authorName: '',
  at: 0,
  replies: [],
  resolvedAt,
  resolvedBy: null,
})
const person = (head: string): DesignPerson => ({
  connectionId: 'x',
  personId: 'p',
  name: '林晓雯',
  orgName: '',
  cursor: { field: 'goals', anchor: head, head },
})

function scene() {
  const doc = new Y.Doc()
  const goals = doc.getText('goals')
  goals.insert(0, '听懂六种颜色')
  return { doc, goals, start: positionOf(goals, 2, 0), end: positionOf(goals, 4, -1) }
}

test('a comment stays with its passage while others write around and in it', () => {
  const { goals, start, end } = scene()
  goals.insert(0, '学生能')
  goals.insert(6, '八')
  expect(passagesIn(goals, 'goals', [comment(start, end)])).toEqual([{ id: 'c', from: 5, to: 8 }])
  goals.insert(8, '多')
  expect(passagesIn(goals, 'goals', [comment(start, end)])).toEqual([{ id: 'c', from: 5, to: 8 }])
})

test('a comment whose passage was taken away has none, nor has one that is settled or stands elsewhere', () => {
  const { doc, goals, start, end } = scene()
  expect(passagesIn(goals, 'goals', [comment(start, end, 1)])).toEqual([])
  expect(passagesIn(doc.getText('board'), 'board', [comment(start, end)])).toEqual([])
  expect(passagesIn(goals, 'goals', [comment('AAAA', end), comment('%', '%')])).toEqual([])
  goals.delete(1, 4)
  expect(passagesIn(goals, 'goals', [comment(start, end)])).toEqual([])
})

test('a text is cut where something begins, ends or stands', () => {
  const { goals, start, end } = scene()
  const passages = passagesIn(goals, 'goals', [comment(start, end)])
  const carets = caretsIn(goals, 'goals', [person(positionOf(goals, 6))])
  const cut = stretchesOf(goals.toString(), passages, carets)
  expect(cut.map(({ text, comments, carets: here }) => [text, comments.length, here.length])).toEqual([
    ['听懂', 0, 0],
    ['六种', 1, 0],
    ['颜色', 0, 0],
    ['', 0, 1],
  ])
})
