import { isShownTo } from './audience.rules.ts'

test('children of other schools are not shown', () => {
  const shown = (watcher: 'insider' | 'outsider') =>
    ['lecturer', 'leg:1', 'assistant:1'].map((identity) => isShownTo(watcher, identity))
  expect(shown('outsider')).toEqual([true, false, false])
  expect(shown('insider')).toEqual([true, true, true])
})
