import { EMPTY_DESIGN } from '@tongke/contract'
import { numberedHeadings } from '../../platform/paper/paper-document.ts'
import { designDocument } from './design-paper.rules.ts'

const design = {
  theme: '颜色',
  subject: '英语',
  grade: 3,
  nodePath: ['三年级上册', '第二单元'],
  orgName: null,
  people: ['林晓雯', '石小满'],
  day: '2026年11月24日',
}

test('a filled design has its sections numbered, its steps with minutes and its homework by form', () => {
  const content = {
    ...EMPTY_DESIGN,
    goals: '会用颜色词说一件衣服。',
    steps: [{ id: 'a', title: '导入', minutes: 5, teacher: '出示衣服', pupils: '猜颜色', purpose: '' }],
    homework: [{ id: 'h', form: 'oral' as const, text: '说给家人听', minutes: 10 }],
  }
  const { title, parts } = designDocument({ ...design, content })
  expect(title).toBe('颜色 教学设计')
  expect(numberedHeadings(parts)).toEqual([null, '一、教学目标', '二、教学过程', '三、作业设计'])
  expect(parts[0]?.table?.rows).toContainEqual(['用时', '5 分钟'])
  expect(parts[2]?.table?.rows).toEqual([['1. 导入\n（5 分钟）', '出示衣服', '猜颜色', '']])
  expect(parts[3]?.text).toBe('1. （口头，约 10 分钟）说给家人听')
})

test('an empty one has its head only', () => {
  expect(designDocument({ ...design, orgName: '清溪村小学', content: EMPTY_DESIGN }).parts).toHaveLength(1)
})
