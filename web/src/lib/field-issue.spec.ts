import { OrganizationInput, Password, PersonInput } from '@tongke/contract'
import { blankToNull, checkField } from './field-issue.ts'

const person = PersonInput.shape
const organization = OrganizationInput.shape

describe('checkField', () => {
  it.each([
    [person.name, '', { key: 'required' }],
    [person.name, undefined, { key: 'required' }],
    [person.name, '张'.repeat(31), { key: 'tooLong', max: 30 }],
    [person.phone, '12345', { key: 'invalid' }],
    [person.phone, '', null],
    [person.phone, '13800000000', null],
    [organization.code, '21234', { key: 'invalid' }],
    [organization.pupils, -1, { key: 'tooSmall', min: 0 }],
    [organization.pupils, 20_001, { key: 'tooBig', max: 20_000 }],
    [organization.pupils, null, null],
    [Password, '1234567', { key: 'tooShort', min: 8 }],
  ])('case %#', (schema, value, expected) => {
    expect(checkField(schema, value)).toEqual(expected)
  })
})

describe('blankToNull', () => {
  it('turns only blank text and absence into null', () => {
    expect(['', '  ', undefined, 0, false, 'x'].map(blankToNull)).toEqual([null, null, null, 0, false, 'x'])
  })
})
