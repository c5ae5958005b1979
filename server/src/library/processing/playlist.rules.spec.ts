import { bandwidthOf, masterPlaylist, withOwnHead } from './playlist.rules.ts'

const PLAYLIST = `#EXTM3U
#EXT-X-MAP:URI="v360.mp4",BYTERANGE="1347@0"
#EXTINF:2.000000,
#EXT-X-BYTERANGE:50000@1347
v360.mp4
#EXTINF:2.000000,
#EXT-X-BYTERANGE:80000@51347
v360.mp4
#EXTINF:0.040000,
#EXT-X-BYTERANGE:2000@131347
v360.mp4
`

it('measures the heaviest segment and the mean, and no splinter at the end', () => {
  expect(bandwidthOf(PLAYLIST)).toEqual({ bandwidth: 320_000, averageBandwidth: Math.ceil(1_056_000 / 4.04) })
})

it('lists the smallest picture first, whatever came first', () => {
  const variant = { fps: 25, bandwidth: 300_000, averageBandwidth: 200_000, codecs: 'avc1.4d401e,mp4a.40.2' }
  expect(
    masterPlaylist({
      'v720.m3u8': { ...variant, width: 1280, height: 720, bandwidth: 1_500_000 },
      'v360.m3u8': { ...variant, width: 640, height: 360 },
    }),
  ).toBe(`#EXTM3U
#EXT-X-VERSION:7
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-STREAM-INF:BANDWIDTH=300000,AVERAGE-BANDWIDTH=200000,RESOLUTION=640x360,FRAME-RATE=25.000,CODECS="avc1.4d401e,mp4a.40.2"
v360.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=1500000,AVERAGE-BANDWIDTH=200000,RESOLUTION=1280x720,FRAME-RATE=25.000,CODECS="avc1.4d401e,mp4a.40.2"
v720.m3u8
`)
})

it('gives the head an address of its own, once', () => {
  const headed = withOwnHead(PLAYLIST)
  expect(headed).toContain('#EXT-X-MAP:URI="v360.mp4?head",BYTERANGE="1347@0"')
  expect(withOwnHead(headed)).toBe(headed)
})
