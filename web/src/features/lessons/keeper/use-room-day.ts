import { getRoomDay, type EndpointResponse } from '@tongke/contract'
import { useEffect } from 'react'
import { useEndpoint } from '../../../lib/query.ts'
import { useNow } from '../../../lib/use-now.ts'

export type RoomDayData = EndpointResponse<typeof getRoomDay>

const REFRESH_MS = 10_000
const KEPT = 'tongke.room-day'

/** How far this PC's clock is behind the server's, ms. Learnt with every answer, good until the next. */
let offset = 0

/** The day as it was read last, over a reload and a power cut: then the screen is not blank while the server is away. */
function keptDay(): RoomDayData | undefined {
  try {
    const parsed = getRoomDay.response.safeParse(JSON.parse(localStorage.getItem(KEPT) ?? 'null'))
    const isToday = parsed.success && new Date(parsed.data.now).toDateString() === new Date().toDateString()
    return isToday ? parsed.data : undefined
  } catch {
    return undefined
  }
}

interface RoomDay {
  data: RoomDayData | undefined
  /** The server's clock, ms, renewed every second. */
  now: number
  /** What is shown may be old: the server did not answer. */
  isOld: boolean
  error: ReturnType<typeof useEndpoint<typeof getRoomDay>>['error']
  retry: () => void
}

/** What is on in this room today, asked again and again and whenever the screen comes home: what was moved or called off shows within seconds. */
export function useRoomDay(): RoomDay {
  const day = useEndpoint(getRoomDay, {}, { refetchInterval: REFRESH_MS, staleTime: 0 })
  const here = useNow(1000)
  useEffect(() => {
    if (!day.data) return
    offset = day.data.now - day.dataUpdatedAt
    localStorage.setItem(KEPT, JSON.stringify(day.data))
  }, [day.data, day.dataUpdatedAt])
  return {
    data: day.data ?? keptDay(),
    now: here + offset,
    isOld: day.isError,
    error: day.error,
    retry: () => void day.refetch(),
  }
}
