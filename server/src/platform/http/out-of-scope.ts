import { Refusal } from '@tongke/contract'

/**
 * There is such a thing, but the caller may not know: answered like one that does not exist, and kept in the audit log
 * like every other refusal.
 */
export class OutOfScope extends Refusal {
  /** @param target `kind:id` of what was asked for */
  constructor(readonly target: string) {
    super('not_found')
  }
}
