import { MAX_LAYER } from './codecs.ts'

/** One tick is one second. */
const FALL_TICKS = 2
const FIRST_PATIENCE = 4
const MAX_PATIENCE = 32
const CALM_TICKS = 60
const GOOD_SCORE = 7

/** What a line has shown so far: it is not asked above `cap`. */
export interface LayerState {
  readonly cap: number
  /** The preferred layer has arrived since it was chosen: only then can it be lost. */
  readonly reached: boolean
  readonly badTicks: number
  readonly goodTicks: number
  /** Good ticks needed before the next attempt; doubles with every fall. */
  readonly patience: number
}

export interface LayerSight {
  /** What the receiver's element can show. */
  readonly wanted: number
  /** Layer that arrives now, null when none. */
  readonly current: number | null
  /** mediasoup's score of the way to the receiver, 0 to 10. */
  readonly score: number
  /** The sender sends the preferred layer at all. */
  readonly sent: boolean
}

export const freshLine: LayerState = {
  cap: MAX_LAYER,
  reached: false,
  badTicks: 0,
  goodTicks: 0,
  patience: FIRST_PATIENCE,
}

/** The layer to ask mediasoup for. It is never below the lowest: a line that can carry anything carries that. */
export const preferredLayer = (state: LayerState, wanted: number): number =>
  Math.max(0, Math.min(wanted, state.cap))

const fall = (state: LayerState, current: number): LayerState => ({
  cap: Math.max(0, current),
  reached: true,
  badTicks: 0,
  goodTicks: 0,
  patience: Math.min(state.patience * 2, MAX_PATIENCE),
})

const rise = (state: LayerState): LayerState => ({
  ...state,
  cap: state.cap + 1,
  reached: false,
  goodTicks: 0,
})

/** The element has grown: the higher layer was not had yet, so its slow arrival is no loss. */
export const wantMore = (state: LayerState): LayerState => ({ ...state, reached: false, badTicks: 0 })

/**
 * Hysteresis over mediasoup's own choice, so that layers do not flap: a layer that was lost is asked for again only
 * after `patience` good ticks. While a line still ramps up (never reached the layer) nothing is held against it.
 */
export function nextLayerState(state: LayerState, sight: LayerSight): LayerState {
  const preferred = preferredLayer(state, sight.wanted)
  if (sight.current === null || (sight.current < preferred && !sight.sent))
    return { ...state, goodTicks: 0, badTicks: 0 }
  if (sight.current < preferred) {
    if (!state.reached) return state
    const badTicks = state.badTicks + 1
    return badTicks >= FALL_TICKS ? fall(state, sight.current) : { ...state, badTicks, goodTicks: 0 }
  }
  const goodTicks = sight.score >= GOOD_SCORE ? state.goodTicks + 1 : 0
  const settled = { ...state, reached: true, badTicks: 0, goodTicks }
  if (state.cap < sight.wanted) return goodTicks >= state.patience ? rise(settled) : settled
  return goodTicks >= CALM_TICKS ? { ...settled, patience: FIRST_PATIENCE, goodTicks: 0 } : settled
}

/** Lines of the highest layer by source: cameras are captured at 720, screens at 1080. */
const TOP_LINES = { camera: 720, screen: 1080 } as const
const STRETCH = 1.25

/**
 * The lowest layer that fills an element without being stretched more than a quarter.
 * @param width of the element in device pixels; 16:9 pictures are fitted inside it
 */
export function wantedLayer(
  source: 'camera' | 'screen',
  topLayer: number,
  width: number,
  height: number,
): number {
  const lines = Math.min(height, (width * 9) / 16)
  for (let layer = 0; layer < topLayer; layer += 1)
    if (lines <= (TOP_LINES[source] / 2 ** (topLayer - layer)) * STRETCH) return layer
  return topLayer
}
