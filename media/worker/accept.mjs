/**
 * Accepts or refuses a mediasoup-worker binary: `node accept.mjs PATH_OF_BINARY`, exit code 0 or 1 with one line on stderr.
 *
 * A worker that starts is not a worker that works: one built against a library it misunderstands creates every transport and dies
 * on the first DTLS handshake. So an independent WebRTC stack shakes hands with it over loopback and sends Opus packets through
 * SRTP, and they have to come out again.
 */
import * as mediasoup from 'mediasoup'
import nodeDataChannel from 'node-datachannel'

const TIME_LIMIT_MS = 15_000
const PAYLOAD_TYPE = 111
const SSRC = 0x746b_0001
const OPUS = { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 }

/** Offers one Opus track; resolves with the description once it holds the certificate's fingerprint. */
function offer(peer) {
  const audio = new nodeDataChannel.Audio('0', 'SendOnly')
  audio.addOpusCodec(PAYLOAD_TYPE)
  audio.addSSRC(SSRC, 'accept')
  const track = peer.addTrack(audio)
  return new Promise((resolve) => {
    peer.onLocalDescription((sdp) => resolve({ sdp, track }))
    peer.setLocalDescription()
  })
}

/** The answer a browser would get from mediasoup: ICE-lite, passive in DTLS, receives only. */
function answerSdp({ iceParameters, iceCandidates, dtlsParameters }) {
  const fingerprint = dtlsParameters.fingerprints.find((entry) => entry.algorithm === 'sha-256')
  const candidates = iceCandidates.map(
    (c) => `a=candidate:${c.foundation} 1 ${c.protocol} ${c.priority} ${c.ip} ${c.port} typ host`,
  )
  return [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=ice-lite',
    `a=fingerprint:sha-256 ${fingerprint.value}`,
    'a=group:BUNDLE 0',
    `m=audio 9 UDP/TLS/RTP/SAVPF ${PAYLOAD_TYPE}`,
    'c=IN IP4 127.0.0.1',
    'a=mid:0',
    'a=recvonly',
    'a=rtcp-mux',
    `a=rtpmap:${PAYLOAD_TYPE} opus/48000/2`,
    `a=ice-ufrag:${iceParameters.usernameFragment}`,
    `a=ice-pwd:${iceParameters.password}`,
    'a=setup:passive',
    ...candidates,
    'a=end-of-candidates',
    '',
  ].join('\r\n')
}

function opusPacket(sequence) {
  const packet = Buffer.alloc(12 + 20)
  packet[0] = 0x80
  packet[1] = PAYLOAD_TYPE
  packet.writeUInt16BE(sequence, 2)
  packet.writeUInt32BE(sequence * 960, 4)
  packet.writeUInt32BE(SSRC, 8)
  return packet
}

/** Resolves when a packet sent by `peer` has left the worker in clear on the other side of the router. */
async function exchange(worker, peer) {
  const router = await worker.createRouter({ mediaCodecs: [OPUS] })
  const transport = await router.createWebRtcTransport({
    listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }],
  })
  const { sdp, track } = await offer(peer)
  const [, algorithm, value] = /a=fingerprint:(\S+) (\S+)/.exec(sdp)
  await transport.connect({
    dtlsParameters: { role: 'client', fingerprints: [{ algorithm: algorithm.toLowerCase(), value }] },
  })
  const producer = await transport.produce({
    kind: 'audio',
    rtpParameters: {
      codecs: [{ mimeType: OPUS.mimeType, payloadType: PAYLOAD_TYPE, clockRate: 48_000, channels: 2 }],
      encodings: [{ ssrc: SSRC }],
    },
  })
  const out = await router.createDirectTransport()
  const consumer = await out.consume({
    producerId: producer.id,
    rtpCapabilities: router.rtpCapabilities,
  })
  const arrived = new Promise((resolve) => consumer.on('rtp', resolve))
  peer.setRemoteDescription(answerSdp(transport), 'answer')

  let sequence = 1
  const timer = setInterval(() => track.isOpen() && track.sendMessageBinary(opusPacket(sequence++)), 20)
  await arrived.finally(() => clearInterval(timer))
}

/** Rejects when the worker dies or the time limit passes. */
function failure(worker) {
  return new Promise((_, reject) => {
    worker.on('died', () => reject(new Error('the worker died during the handshake')))
    setTimeout(() => reject(new Error(`no packet passed within ${TIME_LIMIT_MS} ms`)), TIME_LIMIT_MS).unref()
  })
}

async function accept(workerBin) {
  const worker = await mediasoup.createWorker({ workerBin, logLevel: 'error' })
  const peer = new nodeDataChannel.PeerConnection('accept', { iceServers: [], bindAddress: '127.0.0.1' })
  try {
    await Promise.race([exchange(worker, peer), failure(worker)])
  } finally {
    peer.close()
    worker.close()
  }
}

try {
  await accept(process.argv[2])
  process.exit(0)
} catch (error) {
  console.error(`mediasoup-worker refused: ${error.message}`)
  process.exit(1)
}
