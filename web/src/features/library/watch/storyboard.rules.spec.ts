import { tileAt, tilesOf } from './storyboard.rules.ts'

const VTT = `WEBVTT

00:00:00.000 --> 00:00:02.000
storyboard.jpg#xywh=0,0,160,90

00:00:02.000 --> 01:00:04.500
storyboard.jpg#xywh=160,90,160,90
`

describe('storyboard', () => {
  it('finds the part of the sheet for a time', () => {
    const tiles = tilesOf(VTT)
    expect(tiles).toHaveLength(2)
    expect(tileAt(tiles, 1.9)).toMatchObject({ x: 0, y: 0, width: 160, height: 90, sheet: 'storyboard.jpg' })
    expect(tileAt(tiles, 2)).toMatchObject({ x: 160, y: 90, to: 3604.5 })
    expect(tileAt(tiles, 9999)).toMatchObject({ x: 160 })
  })

  it('reads lines as Windows ends them, and nothing where there is nothing', () => {
    expect(tilesOf(VTT.replaceAll('\n', '\r\n'))).toHaveLength(2)
    expect(tilesOf('no WebVTT')).toEqual([])
    expect(tileAt([], 3)).toBeUndefined()
  })
})
