import type { Subject } from '@tongke/contract'

/** Chalk on five boards: related subjects share a ground. */
export const GROUNDS: Record<Subject, string> = {
  morality: 'clay',
  chinese: 'board',
  mathematics: 'slate',
  english: 'plum',
  japanese: 'plum',
  russian: 'plum',
  history: 'clay',
  geography: 'moss',
  science: 'moss',
  physics: 'slate',
  chemistry: 'slate',
  biology: 'moss',
  ict: 'slate',
  pe: 'clay',
  art: 'plum',
  music: 'plum',
  fine_art: 'clay',
  labour: 'moss',
  practice: 'board',
}
