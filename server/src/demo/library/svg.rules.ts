/** A place on a picture, in pixels. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Colours of the subject a picture belongs to. */
export interface Palette {
  readonly deep: string
  readonly tint: string
}

export const ACCENT = '#c8553d'
export const INK = '#2b2b28'
export const SANS = 'Noto Sans CJK SC'
export const SERIF = 'Noto Serif CJK SC'

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

interface Look {
  readonly size: number
  readonly colour?: string
  readonly weight?: number
  readonly family?: string
  readonly anchor?: 'start' | 'middle' | 'end'
}

export function words(text: string, x: number, y: number, look: Look): string {
  const { size, colour = INK, weight = 400, family = SANS, anchor = 'start' } = look
  return (
    `<text x="${round(x)}" y="${round(y)}" font-family="${family}" font-size="${round(size)}" ` +
    `font-weight="${weight}" fill="${colour}" text-anchor="${anchor}">${escaped(text)}</text>`
  )
}

export const round = (value: number): number => Math.round(value * 10) / 10

/** @param height of the picture that is made; the drawing keeps its own coordinates */
export const picture = (width: number, height: number, scale: number, body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width * scale}" height="${height * scale}" ` +
  `viewBox="0 0 ${width} ${height}">${body}</svg>`
