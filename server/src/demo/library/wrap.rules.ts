/** Characters that take a whole square, by their Unicode blocks; everything else takes about half of one. */
const WIDE = /[\u2E80-\u9FFF\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\u{20000}-\u{2FFFF}]/u
const NARROW = 0.56
/** What a line must not begin with. */
const CLOSING = /^[，。！？；：、）》”’…—％]/u

/** Width of a text in squares. */
export const widthOf = (text: string): number =>
  [...text].reduce((sum, one) => sum + (WIDE.test(one) ? 1 : NARROW), 0)

/** Characters stand alone, words of letters and digits stay whole. */
const piecesOf = (text: string): string[] => text.match(/[\w'’.,:;!?()/+=-]+ ?|\s|./gu) ?? []

/** Breaks a text into lines of at most so many squares. */
export function wrapped(text: string, squares: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of piecesOf(text)) {
    if (line !== '' && widthOf(line + piece.trimEnd()) > squares && !CLOSING.test(piece)) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += line === '' ? piece.trimStart() : piece
  }
  const all = line === '' ? lines : [...lines, line.trimEnd()]
  // A single character looks lost.
  return all.length > 1 && widthOf(all.at(-1) ?? '') <= 1 && squares > 2 ? wrapped(text, squares - 1) : all
}

/** The size at which a text of one line fits. @param size wanted, in pixels @param width room, in pixels */
export const fitting = (text: string, size: number, width: number): number =>
  Math.min(size, width / Math.max(1, widthOf(text)))
