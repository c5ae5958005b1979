import { changed, isAsked, pagesAround, readQuery, writeQuery } from './library-query.ts'

const ID = '0190a0a0-0000-7000-8000-000000000001'
const read = (text: string) => readQuery(new URLSearchParams(text))

describe('the address of a search', () => {
  it('holds the whole query', () => {
    const text = `q=%E5%88%86%E6%95%B0&stage=primary&grade=5&subject=mathematics&edition=${ID}&type=micro_lesson&duration=short&licence=county&org=${ID}&node=${ID}&sort=popular&page=3`
    expect(writeQuery(read(text)).toString()).toBe(text)
    expect(read(text)).toMatchObject({ q: '分数', grade: 5, page: 3, pageSize: 24 })
  })

  it('leaves out alone what nobody understands', () => {
    expect(read('q=a&grade=99&subject=alchemy&page=x&sort=recent')).toEqual({
      q: 'a',
      sort: 'recent',
      page: 1,
      pageSize: 24,
    })
  })

  it('is a question even when everything is asked for', () => {
    expect(isAsked(new URLSearchParams(''))).toBe(false)
    expect(isAsked(new URLSearchParams('other=1'))).toBe(false)
    expect(isAsked(writeQuery(read('')))).toBe(true)
  })

  it('begins at the first page after a change', () => {
    expect(changed(read('q=a&page=3'), { grade: 2 })).toMatchObject({ page: 1, grade: 2 })
    expect(changed(read('q=a&page=3'), { page: 4 })).toMatchObject({ page: 4, q: 'a' })
  })
})

it.each([
  [1, 1, [1]],
  [1, 4, [1, 2, 0, 4]],
  [5, 9, [1, 0, 4, 5, 6, 0, 9]],
  [9, 9, [1, 0, 8, 9]],
])('page %d of %d offers %j', (page, last, pages) => expect(pagesAround(page, last)).toEqual(pages))
