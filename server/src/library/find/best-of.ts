/** The largest `count` of many numbers, without sorting all of them: what is below the worst kept one is passed over at once. */
export class BestOf {
  private readonly kept: Float64Array
  private readonly count: number
  private size = 0
  private floor = -Infinity

  /** @param count at least 1 */
  constructor(count: number) {
    this.count = count
    this.kept = new Float64Array(2 * count)
  }

  add(value: number): void {
    if (value <= this.floor) return
    this.kept[this.size] = value
    this.size += 1
    if (this.size === this.kept.length) this.cut()
  }

  /** Largest first. */
  descending(): number[] {
    return [...this.kept.subarray(0, this.size).sort()].toReversed().slice(0, this.count)
  }

  private cut(): void {
    this.kept.sort()
    this.kept.copyWithin(0, this.size - this.count)
    this.size = this.count
    this.floor = this.kept[0]!
  }
}
