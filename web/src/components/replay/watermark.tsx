import { useNow } from '../../lib/use-now.ts'
import { momentOf } from '../../lib/time.ts'

const TIMES = 6

/** The viewer's name and the time over every picture: a copy of the screen says whose it is. */
export function Watermark({ name }: { name: string }) {
  const now = useNow(20_000)
  return (
    <div className="replay-watermark" aria-hidden="true" data-testid="watermark">
      {Array.from({ length: TIMES }, (_, index) => (
        <span key={index}>
          {name} {momentOf(now)}
        </span>
      ))}
    </div>
  )
}
