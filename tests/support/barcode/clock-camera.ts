type Encode = (sender: number, value: number) => boolean[]

export interface ClockSource {
  /** Which of the page's sources shows the clock. */
  readonly replaces: 'camera' | 'screen'
  readonly stamp: number
  readonly width: number
  readonly height: number
}

/**
 * Runs in the page before anything else: camera or screen share becomes a canvas whose stamp is the clock (ms, wrapped), so
 * that a receiver can tell how old a picture is. The microphone stays the fake one of Chromium.
 */
export function installClock(encode: Encode, { replaces, stamp, width, height }: ClockSource): void {
  const FRAMES_PER_SECOND = 30
  const COLUMNS = 8
  const ROWS = 4
  const devices = navigator.mediaDevices
  if (!devices) return

  const startClock = (): MediaStreamTrack => {
    const canvas = document.createElement('canvas')
    canvas.width = width
    canvas.height = height
    const brush = canvas.getContext('2d')!
    const draw = () => {
      const cells = encode(stamp, Date.now() % 1_048_576)
      cells.forEach((isWhite, index) => {
        const [x, y] = [((index % COLUMNS) * width) / COLUMNS, (Math.floor(index / COLUMNS) * height) / ROWS]
        brush.fillStyle = isWhite ? '#fff' : '#000'
        brush.fillRect(x, y, width / COLUMNS, height / ROWS)
      })
    }
    draw()
    const track = canvas.captureStream(FRAMES_PER_SECOND).getVideoTracks()[0]!
    const timer = setInterval(draw, 1000 / FRAMES_PER_SECOND)
    track.addEventListener('ended', () => clearInterval(timer))
    return track
  }

  if (replaces === 'screen') {
    devices.getDisplayMedia = async () => new MediaStream([startClock()])
    return
  }
  const original = devices.getUserMedia.bind(devices)
  devices.getUserMedia = async (constraints) => {
    if (!constraints?.video) return original(constraints)
    const sound = constraints.audio ? (await original({ audio: constraints.audio })).getAudioTracks() : []
    return new MediaStream([startClock(), ...sound])
  }
}
