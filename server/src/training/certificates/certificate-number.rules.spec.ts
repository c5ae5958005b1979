import { CertificateNumber } from '@tongke/contract'
import { certificateNumber, maskedName } from './certificate-number.rules.ts'

describe('the number of a certificate', () => {
  it('is what the contract takes, whatever the bytes', () => {
    for (let byte = 0; byte < 256; byte += 1) {
      const number = certificateNumber(2026, byte * 3900, new Uint8Array(8).fill(byte))
      expect(CertificateNumber.parse(number)).toBe(number)
    }
    expect(certificateNumber(2026, 123, new Uint8Array([0, 31, 32, 63, 10, 18, 20, 27]))).toBe(
      'TK2026-000123-0Z0ZAJMV',
    )
  })
})

describe('a masked name', () => {
  it.each([
    ['林晓雯', '林**'],
    ['安迪', '安*'],
    ['李', '李*'],
    ['Mary', 'M***'],
    ['𠮷野', '𠮷*'],
  ])('%s is %s', (name, masked) => {
    expect(maskedName(name)).toBe(masked)
  })
})
