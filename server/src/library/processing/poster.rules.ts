/** What the image tool says about a picture. */
export interface PictureLook {
  /** 0 to 255. */
  readonly brightness: number
  /** Standard deviation of the brightness. */
  readonly contrast: number
  /** Standard deviation of the Laplacian. */
  readonly sharpness: number
  /** Bits. */
  readonly entropy: number
}

export const POSTER_CANDIDATES = 12
const DARKEST = 24
const BRIGHTEST = 240
const LEAST_CONTRAST = 8

/** Index of the picture that says most about a video: neither black nor blank, rich and sharp. */
export function bestPicture(looks: readonly PictureLook[]): number {
  const scores = looks.map(scoreOf)
  return Math.max(0, scores.indexOf(Math.max(...scores)))
}

function scoreOf({ brightness, contrast, sharpness, entropy }: PictureLook): number {
  const shows = brightness > DARKEST && brightness < BRIGHTEST && contrast > LEAST_CONTRAST
  const score = entropy * Math.log2(1 + sharpness) + contrast / 16
  return shows ? 100 + score : score
}
