import type { ReactNode } from 'react'

const Icon = ({ children }: { children: ReactNode }) => (
  <svg
    width="22"
    height="22"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
    aria-hidden="true"
  >
    {children}
  </svg>
)

export const PlayIcon = () => (
  <Icon>
    <path d="M7 4.5v15l12-7.5z" fill="currentColor" strokeLinejoin="round" />
  </Icon>
)
export const PauseIcon = () => (
  <Icon>
    <path d="M8 5v14M16 5v14" strokeWidth="4" />
  </Icon>
)
export const BackIcon = () => (
  <Icon>
    <path d="M4 4v6h6M4.6 10a8 8 0 1 1-.4 4.5" strokeLinecap="round" strokeLinejoin="round" />
  </Icon>
)
export const ForwardIcon = () => (
  <Icon>
    <path d="M20 4v6h-6M19.4 10a8 8 0 1 0 .4 4.5" strokeLinecap="round" strokeLinejoin="round" />
  </Icon>
)
export const SoundIcon = ({ muted }: { muted: boolean }) => (
  <Icon>
    <path d="M4 9.500v5h4l5 4v-13l-5 4z" fill="currentColor" strokeLinejoin="round" />
    {muted ? (
      <path d="m17 9.5 5 5m0-5-5 5" strokeLinecap="round" />
    ) : (
      <path d="M17 9a4 4 0 0 1 0 6M19.5 6.500a8 8 0 0 1 0 11" strokeLinecap="round" />
    )}
  </Icon>
)
export const FullIcon = () => (
  <Icon>
    <path d="M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5" strokeLinecap="round" strokeLinejoin="round" />
  </Icon>
)
export const CloseIcon = () => (
  <Icon>
    <path d="m6 6 12 12M18 6 6 18" strokeLinecap="round" />
  </Icon>
)
export const LeftIcon = () => (
  <Icon>
    <path d="m14.5 5-7 7 7 7" strokeLinecap="round" strokeLinejoin="round" />
  </Icon>
)
export const RightIcon = () => (
  <Icon>
    <path d="m9.5 5 7 7-7 7" strokeLinecap="round" strokeLinejoin="round" />
  </Icon>
)
