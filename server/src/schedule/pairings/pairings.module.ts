import { Module } from '@nestjs/common'
import { PairingReading } from './pairing-reading.ts'

/** Agreements by which a strong school helps a rural one, class by class and term by term. */
@Module({ providers: [PairingReading], exports: [PairingReading] })
export class PairingsModule {}
