type Encode = (sender: number, value: number) => boolean[]

/**
 * Runs in the page before anything else: the camera becomes a canvas whose stamp is the clock (ms, wrapped), so that a
 * receiver can tell how old a picture is. The microphone stays the fake one of Chromium.
 */
export function installClockCamera(
  encode: Encode,
  sender: number,
  size: { width: number; height: number },
): void {
  const FRAMES_PER_SECOND = 30
  const COLUMNS = 8
  const ROWS = 4
  const original = navigator.mediaDevices?.getUserMedia.bind(navigator.mediaDevices)
  if (!original) return

  const startClock = (): MediaStreamTrack => {
    const canvas = document.createElement('canvas')
    canvas.width = size.width
    canvas.height = size.height
    const brush = canvas.getContext('2d')!
    const draw = () => {
      const cells = encode(sender, Date.now() % 1_048_576)
      const [width, height] = [size.width / COLUMNS, size.height / ROWS]
      cells.forEach((isWhite, index) => {
        brush.fillStyle = isWhite ? '#fff' : '#000'
        brush.fillRect((index % COLUMNS) * width, Math.floor(index / COLUMNS) * height, width, height)
      })
    }
    draw()
    const track = canvas.captureStream(FRAMES_PER_SECOND).getVideoTracks()[0]!
    const timer = setInterval(draw, 1000 / FRAMES_PER_SECOND)
    track.addEventListener('ended', () => clearInterval(timer))
    return track
  }

  navigator.mediaDevices.getUserMedia = async (constraints) => {
    if (!constraints?.video) return original(constraints)
    const sound = constraints.audio ? (await original({ audio: constraints.audio })).getAudioTracks() : []
    return new MediaStream([startClock(), ...sound])
  }
  const share = async () => new MediaStream([startClock()])
  navigator.mediaDevices.getDisplayMedia = share
}
