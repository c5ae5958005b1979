import { DESIGN_TEXTS, EMPTY_DESIGN, type DesignJson } from '@tongke/contract'
import fc from 'fast-check'
import * as Y from 'yjs'
import { authorshipOf, docOf, emptyDoc, readDesign, takeUpdate, type Taken } from './design-doc.rules.ts'
import { rewrite, writeDesign } from './design-writing.rules.ts'

const nobody = () => undefined

/** The update by which a change of a copy differs from `doc`. */
function updateOf(doc: Y.Doc, change: (copy: Y.Doc) => void): Uint8Array {
  const copy = docOf([Y.encodeStateAsUpdate(doc)])
  change(copy)
  return Y.encodeStateAsUpdate(copy, Y.encodeStateVector(doc))
}

const taken = (result: ReturnType<typeof takeUpdate>): Taken => {
  if ('refusal' in result) throw result.refusal
  return result
}
const codeOf = (result: ReturnType<typeof takeUpdate>) =>
  'refusal' in result ? result.refusal.code : 'taken'

const DESIGN: DesignJson = {
  ...EMPTY_DESIGN,
  goals: '能听懂并说出六种颜色',
  steps: [
    { id: 'a', title: '导入', minutes: 5, teacher: '出示彩虹', pupils: '说颜色', purpose: '激趣' },
    { id: 'b', title: '新授', minutes: 20, teacher: '带读', pupils: '跟读', purpose: '' },
  ],
  homework: [{ id: 'h', form: 'oral', text: '唱给家人听', minutes: 5 }],
}

describe('taking an update', () => {
  it('counts what was written and taken away, by section, and knows a repetition', () => {
    const doc = emptyDoc()
    const first = updateOf(doc, (copy) => writeDesign(copy, DESIGN))
    const one = taken(takeUpdate(doc, first, 'lin', nobody))
    expect(one.work).toEqual({
      goals: { inserted: 10, removed: 0 },
      steps: { inserted: 17, removed: 0 },
      homework: { inserted: 5, removed: 0 },
    })
    expect(one.hands).toHaveLength(1)
    expect(readDesign(doc)).toEqual(DESIGN)
    expect(taken(takeUpdate(doc, first, 'lin', nobody))).toMatchObject({ isKnown: true, work: {} })
    const second = updateOf(doc, (copy) => rewrite(copy.getText('goals'), '能听懂并说出八种颜色'))
    expect(taken(takeUpdate(doc, second, 'shi', nobody)).work).toEqual({ goals: { inserted: 1, removed: 1 } })
    const removal = updateOf(doc, (copy) => copy.getText('goals').delete(0, 3))
    const third = taken(takeUpdate(doc, removal, 'shi', nobody))
    expect(third).toMatchObject({ isKnown: false, hands: [], work: { goals: { inserted: 0, removed: 3 } } })
  })

  it('refuses what another hand wrote, but lets anybody delete', () => {
    const doc = emptyDoc()
    const ofLin = updateOf(doc, (copy) => copy.getText('goals').insert(0, '林'))
    const [client] = taken(takeUpdate(doc, ofLin, 'lin', nobody)).hands
    const forged = new Y.Doc()
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(doc))
    forged.clientID = client!
    forged.getText('goals').insert(1, '假')
    const update = Y.encodeStateAsUpdate(forged)
    const ownerOf = (id: number) => (id === client ? 'lin' : undefined)
    expect(codeOf(takeUpdate(doc, update, 'shi', ownerOf))).toBe('design.another_hand')
    expect(readDesign(doc).goals).toBe('林')
    const removal = updateOf(doc, (copy) => copy.getText('goals').delete(0, 1))
    expect(codeOf(takeUpdate(doc, removal, 'shi', ownerOf))).toBe('taken')
    expect(codeOf(takeUpdate(doc, update, 'lin', ownerOf))).toBe('taken')
  })

  it.each<[string, (doc: Y.Doc) => void]>([
    ['another top-level type', (doc) => doc.getText('secret').insert(0, 'x')],
    ['an embed in a text', (doc) => doc.getText('goals').insertEmbed(0, { image: 'x' })],
    ['a format', (doc) => doc.getText('goals').insert(0, 'x', { bold: true })],
    ['a value where a step belongs', (doc) => doc.getMap('steps').set('a', 'x')],
    ['an unknown key of a step', (doc) => doc.getMap('steps').set('a', new Y.Map([['script', 'x']]))],
    ['a number that is none', (doc) => doc.getMap('steps').set('a', new Y.Map([['order', Infinity]]))],
    ['a document', (doc) => doc.getMap('steps').set('a', new Y.Doc())],
    [
      'too many steps',
      (doc) => {
        for (let i = 0; i < 61; i += 1) doc.getMap('steps').set(`s${i}`, new Y.Map([['order', i]]))
      },
    ],
  ])('refuses %s', (_, change) => {
    const doc = emptyDoc()
    const foreign = new Y.Doc()
    change(foreign)
    expect(codeOf(takeUpdate(doc, Y.encodeStateAsUpdate(foreign), 'lin', nobody))).toBe('design.update')
  })

  it('refuses noise, and an update whose beginning is missing', () => {
    const doc = emptyDoc()
    expect(codeOf(takeUpdate(doc, new Uint8Array([9, 9, 9]), 'lin', nobody))).toBe('design.update')
    const copy = docOf([])
    copy.getText('goals').insert(0, '一')
    const between = Y.encodeStateVector(copy)
    copy.getText('goals').insert(1, '二')
    const late = Y.encodeStateAsUpdate(copy, between)
    expect(codeOf(takeUpdate(doc, late, 'lin', nobody))).toBe('design.gap')
  })
})

describe('reading', () => {
  it('leaves out what was taken away and keeps what was written into it meanwhile', () => {
    const doc = emptyDoc()
    writeDesign(doc, DESIGN)
    const other = docOf([Y.encodeStateAsUpdate(doc)])
    const step = (of: Y.Doc) => of.getMap('steps').get('a') as Y.Map<unknown>
    step(doc).set('removed', true)
    ;(step(other).get('title') as Y.Text).insert(2, '：彩虹')
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
    expect(readDesign(doc).steps.map(({ id }) => id)).toEqual(['b'])
    step(doc).set('removed', false)
    expect(readDesign(doc).steps[0]?.title).toBe('导入：彩虹')
  })

  it('knows who wrote what', () => {
    const doc = emptyDoc()
    doc.clientID = 1
    doc.getText('goals').insert(0, '听说')
    const other = docOf([Y.encodeStateAsUpdate(doc)])
    other.clientID = 2
    other.getText('goals').insert(1, '、')
    const owner = (client: number) => (client === 1 ? 'lin' : 'shi')
    expect(authorshipOf(other, owner).goals).toEqual([
      ['lin', 1],
      ['shi', 1],
      ['lin', 1],
    ])
  })

  it('survives odd values', () => {
    const doc = emptyDoc()
    doc.getMap('steps').set('a', new Y.Map<unknown>([['minutes', -5]]))
    expect(readDesign(doc).steps).toEqual([
      { id: 'a', title: '', minutes: 0, teacher: '', pupils: '', purpose: '' },
    ])
  })
})

/** One edit of one editor; numbers are taken modulo what there is. */
const edit = fc.record({
  who: fc.nat(3),
  what: fc.constantFrom('insert', 'delete', 'step', 'move', 'remove', 'minutes', 'step text', 'push', 'pull'),
  field: fc.constantFrom(...DESIGN_TEXTS),
  at: fc.nat(),
  words: fc
    .string({ unit: 'binary', minLength: 1, maxLength: 6 })
    .map((text) => text.replaceAll('\u0000', '零')),
})
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never

function apply(doc: Y.Doc, { what, field, at, words }: Edit): void {
  const text = doc.getText(field)
  const steps = [...doc.getMap('steps').values()] as Y.Map<unknown>[]
  const step = steps[at % Math.max(1, steps.length)]
  if (what === 'insert') text.insert(at % (text.length + 1), words)
  if (what === 'delete' && text.length > 0) text.delete(at % text.length, 1)
  if (what === 'step' && steps.length < 12)
    doc.getMap('steps').set(
      `${doc.clientID}-${steps.length}`,
      new Y.Map<unknown>([
        ['order', at % 9],
        ['title', new Y.Text(words)],
      ]),
    )
  if (what === 'move') step?.set('order', at % 17)
  if (what === 'remove') step?.set('removed', at % 2 === 0)
  if (what === 'minutes') step?.set('minutes', at % 40)
  const title = step?.get('title')
  if (what === 'step text' && title instanceof Y.Text) title.insert(at % (title.length + 1), words)
}

test('whatever four people do at once, with cut lines and repeated and late updates, all end with the same design', () => {
  fc.assert(
    fc.property(fc.array(edit, { minLength: 10, maxLength: 120 }), (edits) => {
      const server = emptyDoc()
      const owners = new Map<number, string>()
      const editors = [0, 1, 2, 3].map(() => emptyDoc())
      const push = (index: number) => {
        const update = Y.encodeStateAsUpdate(editors[index]!, Y.encodeStateVector(server))
        const result = taken(takeUpdate(server, update, `p${index}`, (client) => owners.get(client)))
        for (const hand of result.hands) owners.set(hand, `p${index}`)
        // Sent again: the answer was lost.
        expect(taken(takeUpdate(server, update, `p${index}`, (client) => owners.get(client))).isKnown).toBe(
          true,
        )
      }
      const pull = (index: number) =>
        Y.applyUpdate(editors[index]!, Y.encodeStateAsUpdate(server, Y.encodeStateVector(editors[index]!)))
      let inserted = 0
      for (const one of edits) {
        if (one.what === 'push') push(one.who)
        else if (one.what === 'pull') pull(one.who)
        else apply(editors[one.who]!, one)
        if (one.what === 'insert') inserted += one.words.length
      }
      editors.forEach((_, index) => push(index))
      editors.forEach((_, index) => pull(index))
      const designs = editors.map(readDesign)
      for (const design of designs) expect(design).toEqual(readDesign(server))
      const length = DESIGN_TEXTS.reduce((sum, name) => sum + designs[0]![name].length, 0)
      const deleted = edits.filter(({ what }) => what === 'delete').length
      expect(length).toBeGreaterThanOrEqual(inserted - 2 * deleted)
      expect(docOf([Y.encodeStateAsUpdate(server)]).store.pendingStructs).toBeNull()
    }),
    { numRuns: 150 },
  )
})
