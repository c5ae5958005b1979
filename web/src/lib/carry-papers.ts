/** Set while a paper of this browser waits for a line; see live/papers. */
const FLAG = 'tongke.papers'

/** Whichever page opens next sends what waits. Pages without waiting papers load nothing for it. */
export function carryPapers(): void {
  try {
    if (!localStorage.getItem(FLAG)) return
  } catch {
    return
  }
  void import('../live/papers/papers.ts').then(({ paperBox }) => paperBox()).catch(() => undefined)
}
