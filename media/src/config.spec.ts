import { readConfig } from './config.ts'

const needed = { MEDIA_SECRET: 'sixteen letters!', SERVER_URL: 'http://127.0.0.1:8080' }

it('fills in what a demo on one machine needs', () => {
  const config = readConfig(needed)
  expect(config).toMatchObject({
    nodeId: 'media-1',
    port: 8081,
    rtcPort: 40_000,
    controlUrl: 'http://127.0.0.1:8081',
  })
  expect(config.listen.map(({ ip }) => ip)).toContain('127.0.0.1')
  expect(config.workers).toBeGreaterThan(0)
})

it('listens where it is told to', () => {
  expect(readConfig({ ...needed, MEDIA_LISTEN_IPS: '10.0.0.1, 10.0.0.2' }).listen).toEqual([
    { ip: '10.0.0.1' },
    { ip: '10.0.0.2' },
  ])
  expect(readConfig({ ...needed, MEDIA_ANNOUNCED_ADDRESS: 'media.example' }).listen).toEqual([
    { ip: '0.0.0.0', announcedAddress: 'media.example' },
  ])
})

it('names every bad variable at once', () => {
  expect(() => readConfig({ MEDIA_PORT: 'x', MEDIA_SECRET: 'short' })).toThrow(
    /MEDIA_PORT.*MEDIA_SECRET.*SERVER_URL/,
  )
})
