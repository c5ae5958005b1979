import { Config, ConfigError } from './config.ts'

const good = { DATABASE_URL: 'postgres://tongke@localhost/tongke', MEDIA_SECRET: 'sixteen letters.' }

describe('Config', () => {
  it('has defaults for everything but the database and the secret', () => {
    expect(Config.parse(good)).toMatchObject({
      port: 8080,
      logLevel: 'info',
      timeZone: 'Asia/Shanghai',
      trustedProxies: 0,
      cookieSecure: 'auto',
      iceServers: [],
    })
  })

  it('takes an empty variable as not set', () => {
    expect(Config.parse({ ...good, PORT: '', ICE_SERVERS: '' })).toMatchObject({ port: 8080, iceServers: [] })
  })

  it('reads lists and flags', () => {
    const ICE_SERVERS = '[{"urls":"turn:turn.example:443","username":"u","credential":"c"}]'
    expect(Config.parse({ ...good, ICE_SERVERS, TRUST_PROXY: 'true' })).toMatchObject({
      iceServers: [{ urls: 'turn:turn.example:443' }],
      trustedProxies: 1,
    })
    expect(Config.parse({ ...good, TRUST_PROXY: '2' }).trustedProxies).toBe(2)
    expect(Config.parse({ ...good, TRUST_PROXY: 'false' }).trustedProxies).toBe(0)
  })

  it('tells a record store only with its keys and an address of its own', () => {
    expect(Config.parse(good).recordStore).toBeUndefined()
    const store = { XAPI_ENDPOINT: 'https://lrs.example/xapi/', XAPI_KEY: 'k', XAPI_SECRET: 's' }
    expect(() => Config.parse({ ...good, ...store })).toThrow('PUBLIC_URL: is needed with XAPI_ENDPOINT')
    expect(Config.parse({ ...good, ...store, PUBLIC_URL: 'https://tongke.example/x' }).recordStore).toEqual({
      endpoint: 'https://lrs.example/xapi',
      key: 'k',
      secret: 's',
      portal: 'https://tongke.example',
    })
  })

  it('keeps blobs in a bucket when there is an address for it, and then wants its keys', () => {
    expect(Config.parse(good).s3).toBeUndefined()
    const S3_ENDPOINT = 'http://10.0.0.5:9000'
    expect(Config.parse({ ...good, S3_ENDPOINT, S3_ACCESS_KEY: 'a', S3_SECRET_KEY: 'b' }).s3).toEqual({
      endpoint: S3_ENDPOINT,
      bucket: 'tongke',
      accessKey: 'a',
      secretKey: 'b',
      region: 'us-east-1',
    })
    expect(() => Config.parse({ ...good, S3_ENDPOINT })).toThrow(/S3_ACCESS_KEY[^]*S3_SECRET_KEY/)
  })

  it('names every bad variable at once and no value', () => {
    const bad = {
      DATABASE_URL: 'mysql://secret@x',
      PORT: '70000',
      COUNTY_TIME_ZONE: 'Moon/Crater',
      ICE_SERVERS: '{',
    }
    const error = caught(() => Config.parse(bad))
    for (const name of [...Object.keys(bad), 'MEDIA_SECRET']) expect(error.message).toContain(name)
    expect(error.message).not.toContain('secret@x')
    expect(error.message).not.toContain('Moon')
  })
})

function caught(work: () => unknown): ConfigError {
  try {
    work()
  } catch (error) {
    if (error instanceof ConfigError) return error
  }
  throw new Error('no ConfigError')
}
