import { dayIn } from '../../platform/day.rules.ts'
import type { MinutesClock } from './minutes-draft.rules.ts'

/** The county's clock in words. */
export function minutesClock(timeZone: string): MinutesClock {
  const time = new Intl.DateTimeFormat('zh-CN', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return {
    day: (at) => {
      const [year, month, day] = dayIn(timeZone, new Date(at)).split('-').map(Number)
      return `${year}年${month}月${day}日`
    },
    time: (at) => time.format(at),
  }
}
