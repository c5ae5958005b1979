import { changesOf } from './changes.rules.ts'

const before = {
  name: '石桥村小学',
  pupils: 60,
  grades: [1, 2],
  phone: '13900000001',
  title: null as string | null,
}

describe('changesOf', () => {
  it('names what changed, from and to', () => {
    expect(changesOf(before, { ...before, pupils: 61, grades: [1, 3] })).toEqual({
      pupils: [60, 61],
      grades: [
        [1, 2],
        [1, 3],
      ],
    })
  })
  it('leaves out what stayed, also a list that is equal and a value that was never given', () => {
    expect(changesOf(before, { ...before, grades: [1, 2] })).toEqual({})
    expect(changesOf<{ title?: string | null }>({}, { title: null })).toEqual({})
  })
  it('says of private fields only that they changed', () => {
    expect(changesOf(before, { phone: '13900000002' })).toEqual({ phone: 'changed' })
  })
})
