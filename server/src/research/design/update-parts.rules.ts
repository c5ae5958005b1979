import { MAX_DESIGN_BYTES, Refusal } from '@tongke/contract'

export interface UpdatePart {
  readonly update: string
  readonly part: number
  readonly parts: number
}

/** One socket's update that comes in parts; it holds at most `MAX_DESIGN_BYTES`. */
export class UpdateParts {
  private held: Buffer[] = []

  /**
   * @returns the whole update with its last part, base64; null before
   * @throws Refusal design.gap for a part that is not the next one, design.too_large
   */
  take({ update, part, parts }: UpdatePart): string | null {
    if (part === 0) this.drop()
    if (part !== this.held.length) throw this.refuse('design.gap')
    if (parts === 1) return update
    this.held.push(Buffer.from(update, 'base64'))
    if (this.held.reduce((sum, { length }) => sum + length, 0) > MAX_DESIGN_BYTES)
      throw this.refuse('design.too_large')
    if (part + 1 < parts) return null
    const whole = Buffer.concat(this.held).toString('base64')
    this.drop()
    return whole
  }

  drop(): void {
    this.held = []
  }

  private refuse(code: 'design.gap' | 'design.too_large'): Refusal {
    this.drop()
    return new Refusal(code)
  }
}
