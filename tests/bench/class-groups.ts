import type { Metrics } from './figures.ts'

/**
 * Groups of figures by the name that `--only` takes. Each boots what it needs and stops it again; modules are loaded when
 * their group is measured.
 */
export const CLASS_GROUPS: Readonly<Record<string, () => Promise<Metrics>>> = {
  board: async () => (await import('./board-figures.ts')).boardFigures(),
  recording: async () => (await import('./recording-figures.ts')).recordingFigures(),
  replay: async () => (await import('./replay-figures.ts')).replayFigures(),
}
