/** Colours of people, apart from each other and dark enough for white words on them. */
const COLOURS = ['#1f6b4f', '#9a4b12', '#35519c', '#8a2f62', '#5b6414', '#0f6a78', '#6a3fa0', '#8c2f2a']

/** The same person has the same colour on every screen. */
export function colourOf(personId: string): string {
  let sum = 0
  for (const character of personId) sum = (sum * 31 + character.charCodeAt(0)) % 65_521
  return COLOURS[sum % COLOURS.length] ?? ''
}
