import { urlOf } from './api-url.ts'

describe('urlOf', () => {
  it('fills parameters and leaves out empty query values', () => {
    const query = { page: 2, search: '', kind: undefined, for: 'lesson' }
    expect(urlOf('/api/people/:id/posts', { id: 'a/b' }, query)).toBe(
      '/api/people/a%2Fb/posts?page=2&for=lesson',
    )
  })

  it('adds no question mark without a query', () => {
    expect(urlOf('/api/session')).toBe('/api/session')
  })
})
