import type { ReactNode } from 'react'

const icon = (shape: ReactNode) =>
  function Icon({ size = 24 }: { size?: number }) {
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        {shape}
      </svg>
    )
  }

const mic = (
  <>
    <rect x="9" y="3" width="6" height="11" rx="3" />
    <path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3" />
  </>
)
const camera = (
  <>
    <rect x="3" y="6.5" width="12.5" height="11" rx="2" />
    <path d="m15.5 11 5-3v8l-5-3" />
  </>
)
const slash = <path d="M4 4l16 16" />
const speaker = <path d="M4 9.5h3.5L12 6v12l-4.5-3.5H4z" />

export const MicIcon = icon(mic)
export const MicOffIcon = icon([<g key="mic">{mic}</g>, <g key="slash">{slash}</g>])
export const CameraIcon = icon(camera)
export const CameraOffIcon = icon([<g key="camera">{camera}</g>, <g key="slash">{slash}</g>])
export const ScreenIcon = icon(
  <>
    <rect x="3" y="4" width="18" height="12.5" rx="1.5" />
    <path d="M8 20.5h8M12 13.5v-6m-2.8 2.7L12 7.4l2.8 2.8" />
  </>,
)
export const HandIcon = icon(
  <path d="M8 12V5.6a1.5 1.5 0 0 1 3 0V11m0-6.9a1.5 1.5 0 0 1 3 0V11m0-5.2a1.5 1.5 0 0 1 3 0v7.7c0 4.2-2.4 7-6 7-2.7 0-4.2-1.2-5.4-3.5l-2-3.8c-.5-1 .2-1.9 1.1-1.9.7 0 1.2.3 1.6 1L8 13.4" />,
)
export const StageIcon = icon(
  <>
    <circle cx="12" cy="7.5" r="3.5" />
    <path d="M5 20a7 7 0 0 1 14 0M3 20h18" />
  </>,
)
export const PageIcon = icon(
  <path d="M12 6.5C10 5 7 4.6 4 5v13c3-.4 6 0 8 1.5 2-1.5 5-1.9 8-1.5V5c-3-.4-6 0-8 1.5zm0 0v13" />,
)
export const MessageIcon = icon(
  <path d="M4 5.5h16v10.5H11l-4.5 4V16H4zM8.5 10.8h.1M12 10.8h.1M15.5 10.8h.1" />,
)
export const SpeakerIcon = icon([
  <g key="speaker">{speaker}</g>,
  <path key="waves" d="M15 9.5a3.6 3.6 0 0 1 0 5M17.5 7a7 7 0 0 1 0 10" />,
])
export const SpeakerOffIcon = icon([
  <g key="speaker">{speaker}</g>,
  <path key="cross" d="m15.5 9.5 5 5m0-5-5 5" />,
])
export const CountIcon = icon(
  <>
    <circle cx="9" cy="8" r="3" />
    <path d="M3.5 19a5.5 5.5 0 0 1 11 0M16 10l1.8 1.8L21 8.4" />
  </>,
)
export const LeaveIcon = icon(<path d="M10 4.5H5v15h5M14 8l4 4-4 4m4-4H9.5" />)
export const ExpandIcon = icon(<path d="M4 9V4h5m11 5V4h-5M4 15v5h5m11-5v5h-5" />)
export const BookIcon = PageIcon
export const AlarmIcon = icon(<path d="M12 3.5 2.8 19.5h18.4zM12 10v4.5m0 2.6h.1" />)
export const EndIcon = icon(
  <>
    <circle cx="12" cy="12" r="8.5" />
    <rect x="9" y="9" width="6" height="6" rx="0.6" />
  </>,
)
