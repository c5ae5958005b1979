/** Who can be told apart in picture and sound. Number 0 is nobody: a black picture must not read as a person. */
export const SENDERS = {
  lecturer: { stamp: 1, hertz: 469 },
  roomA: { stamp: 2, hertz: 703 },
  roomB: { stamp: 3, hertz: 1031 },
  assistantA: { stamp: 4, hertz: 1430 },
  assistantB: { stamp: 5, hertz: 1898 },
  screen: { stamp: 9, hertz: 2461 },
} as const
export type SenderName = keyof typeof SENDERS

/** Stamp number → frequency of the tone, Hz. */
export const TONES: Readonly<Record<number, number>> = Object.fromEntries(
  Object.values(SENDERS).map(({ stamp, hertz }) => [stamp, hertz]),
)
