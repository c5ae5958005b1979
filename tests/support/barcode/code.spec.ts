import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { decodeStamp, encodeStamp, VALUE_MODULUS } from './code.ts'

const sender = fc.integer({ min: 0, max: 15 })
const value = fc.integer({ min: 0, max: VALUE_MODULUS - 1 })

describe('the stamp on test pictures', () => {
  test('comes back as it went in', () => {
    fc.assert(
      fc.property(sender, value, (who, frame) => {
        expect(decodeStamp(encodeStamp(who, frame))).toEqual({ sender: who, value: frame })
      }),
    )
  })

  test('with one wrong cell it never reads as another picture of the same sender', () => {
    fc.assert(
      fc.property(sender, value, fc.integer({ min: 0, max: 31 }), (who, frame, flip) => {
        const cells = encodeStamp(who, frame).map((cell, index) => (index === flip ? !cell : cell))
        expect(decodeStamp(cells)).not.toEqual({ sender: who, value: frame })
      }),
    )
  })

  test('refuses a black, a white and a short picture', () => {
    expect(decodeStamp(Array.from({ length: 32 }, () => false))).toBeNull()
    expect(decodeStamp(Array.from({ length: 32 }, () => true))).toBeNull()
    expect(decodeStamp(Array.from({ length: 31 }, () => false))).toBeNull()
  })
})
