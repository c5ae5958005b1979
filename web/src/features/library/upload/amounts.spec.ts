import { bytesText, clockText } from './amounts.ts'

it.each([
  [0, '0 KB'],
  [300_000, '293 KB'],
  [1_500_000, '1.4 MB'],
  [52_428_800, '50 MB'],
  [1_073_741_824, '1.0 GB'],
  [1_100_000_000_000, '1024 GB'],
])('%i bytes are %s', (bytes, text) => expect(bytesText(bytes)).toBe(text))

it.each([
  [9, '0:09'],
  [750, '12:30'],
  [7500, '2:05:00'],
])('%i seconds are %s', (seconds, text) => expect(clockText(seconds)).toBe(text))
