import type { Metrics } from './figures.ts'

/**
 * Groups of figures by the name that `--only` takes. Each boots what it needs and stops it again, and takes less than four minutes;
 * modules are loaded when their group is measured.
 */
export const CLASS_GROUPS: Readonly<Record<string, () => Promise<Metrics>>> = {
  validator: async () => (await import('./validator-figures.ts')).validatorFigures(),
  board: async () => (await import('./board-figures.ts')).boardFigures(),
  recording: async () => (await import('./recording-figures.ts')).recordingCpu(),
  rooms: async () => (await import('./recording-figures.ts')).roomsPerCore(),
  viewers: async () => (await import('./recording-figures.ts')).viewersCpu(),
  replay: async () => (await import('./replay-figures.ts')).replayReady(),
  mp4: async () => (await import('./replay-figures.ts')).filmReady(),
}
