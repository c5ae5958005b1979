import { sourceFacts } from './source-facts.rules.ts'

const facts = (streams: object[], format: object = { duration: '12.5', bit_rate: '800000' }) =>
  sourceFacts(JSON.stringify({ streams, format }))
const picture = {
  index: 0,
  codec_type: 'video',
  codec_name: 'h264',
  width: 720,
  height: 576,
  avg_frame_rate: '25/1',
}

it('reads a recording', () => {
  expect(facts([picture, { index: 1, codec_type: 'audio', codec_name: 'aac', channels: 1 }])).toEqual({
    durationMs: 12_500,
    bitrate: 800_000,
    videoStream: 0,
    videoCodec: 'h264',
    width: 720,
    height: 576,
    fps: 25,
    audioStream: 1,
    audioCodec: 'aac',
    audioChannels: 1,
  })
})

it('sees it as it is shown: stretched pixels, turned phones', () => {
  expect(facts([{ ...picture, sample_aspect_ratio: '64:45' }])).toMatchObject({ width: 1024, height: 576 })
  expect(facts([{ ...picture, side_data_list: [{ rotation: -90 }] }])).toMatchObject({
    width: 576,
    height: 720,
  })
})

it('takes a cover picture for no video', () => {
  expect(facts([{ ...picture, disposition: { attached_pic: 1 } }])).not.toHaveProperty('videoStream')
})

it('leaves out what the file does not say', () => {
  expect(facts([{ ...picture, avg_frame_rate: '0/0' }], { duration: 'N/A' })).not.toHaveProperty('durationMs')
  expect(facts([{ ...picture, avg_frame_rate: '0/0' }])).not.toHaveProperty('fps')
})
