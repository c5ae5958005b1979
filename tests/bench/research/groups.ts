import type { Metrics } from '../figures.ts'

/**
 * Groups of figures by the name that `--only` takes. Each boots what it needs and stops it again; modules are loaded when
 * their group is measured.
 */
export const RESEARCH_GROUPS: Readonly<Record<string, () => Promise<Metrics>>> = {
  design: async () => (await import('./design-figures.ts')).designFigures(),
  training: async () => (await import('./training-figures.ts')).trainingFigures(),
}
