/** What `image-tool` is asked for, as JSON in its only argument; it answers JSON on standard output. */
export type ImageRequest =
  | { readonly task: 'resize'; readonly mostPixels: number; readonly pictures: readonly ResizedPicture[] }
  | { readonly task: 'look'; readonly names: readonly string[] }

export interface ResizedPicture {
  readonly from: string
  /** Of the longer side, in pixels; never enlarged. */
  readonly to: readonly { readonly name: string; readonly side: number }[]
}

export interface PictureSize {
  /** As shown, after its orientation. */
  readonly width: number
  readonly height: number
}

/** Exit code of `image-tool` when a picture has more pixels than allowed; the answer is then `{ pixels }`. */
export const TOO_MANY_PIXELS = 3
