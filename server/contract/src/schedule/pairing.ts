import { z } from 'zod'

/** 结对, 对口帮扶, 托管, 集团化, 学区, 教育共同体 (domain §2). */
export const PairingType = z.enum(['partner', 'aid', 'entrusted', 'group', 'district', 'community'])
export type PairingType = z.infer<typeof PairingType>

export const PairingState = z.enum(['DRAFT', 'PENDING', 'ACTIVE', 'FROZEN', 'EXPIRED', 'CANCELLED'])
export type PairingState = z.infer<typeof PairingState>

/** States in which two classes can have one agreement a term only. */
export const LIVE_PAIRING_STATES: readonly PairingState[] = ['DRAFT', 'PENDING', 'ACTIVE', 'FROZEN']

export const PairingSide = z.enum(['host', 'rural'])
export type PairingSide = z.infer<typeof PairingSide>
