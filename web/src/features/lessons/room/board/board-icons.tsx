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

export const PenIcon = icon(<path d="M4 20l1-4.5L16.5 4l3.5 3.5L8.5 19zM14 6.5l3.5 3.5" />)
export const MarkerIcon = icon(<path d="M8 14.5 14.5 4l5.5 3.5-6.5 10.4zM8 14.5l-1.6 4.2 7.1-.8M4 21h8" />)
export const EraserIcon = icon(<path d="M8.5 19.5 3.5 14.5 13 5l6 6-8.5 8.5zM8 10l6 6M10.5 19.5H20" />)
export const LaserIcon = icon(
  <>
    <circle cx="16" cy="8" r="2.2" />
    <path d="M4 20l9.5-9.5M16 2.5v1.8M16 11.7v1.8M10.5 8h1.8M19.7 8h1.8" />
  </>,
)
export const UndoIcon = icon(<path d="M8.5 5 4 9.5 8.5 14M4.5 9.5H14a5.5 5.5 0 0 1 0 11h-3" />)
export const BinIcon = icon(<path d="M4.5 7h15M9 7V4.5h6V7M6.5 7l1 13h9l1-13M10 11v5.5M14 11v5.5" />)
export const HandPenIcon = icon(
  <>
    <circle cx="7.5" cy="7" r="3" />
    <path d="M2.5 19a5 5 0 0 1 9-3M12.5 20.5l.8-3.2L19.5 11l2 2-6.3 6.4z" />
  </>,
)
export const SlidesIcon = icon(
  <>
    <rect x="3" y="4" width="18" height="12" rx="1.5" />
    <path d="M8 20h8M12 16v4" />
  </>,
)
export const PlusIcon = icon(<path d="M12 5v14M5 12h14" />)
export const FaceIcon = icon(
  <>
    <circle cx="12" cy="8" r="4" />
    <path d="M4.5 20.5a7.5 7.5 0 0 1 15 0" />
  </>,
)
export const ArrowLeftIcon = icon(<path d="M14.5 5 7.5 12l7 7" />)
export const ArrowRightIcon = icon(<path d="m9.5 5 7 7-7 7" />)
