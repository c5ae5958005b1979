import { useDecks } from './use-decks.ts'

/** Brings the slides here while nothing of them is shown yet. */
export function DecksAtHand() {
  useDecks()
  return null
}
