const WORDMARK =
  'M6.2 6.5 6.4 7.2H17.4C17.8 7.2 18 7 18.1 6.8C17.1 5.9 15.4 4.6 15.4 4.6L13.9 6.5ZM2.3 2.7V23.3H2.8C4 23.3 5 22.6 5 22.2V3.4H18.9V19.9C18.9 20.2 18.8 20.4 18.3 20.4C17.6 20.4 14.4 20.2 14.4 20.2V20.5C15.9 20.8 16.5 21.1 17 21.5C17.5 21.9 17.7 22.5 17.8 23.3C21.2 23 21.7 21.9 21.7 20.1V3.8C22.2 3.7 22.5 3.5 22.7 3.3L20 1.2L18.7 2.7H5.3L2.3 1.5ZM7.4 10.1V18.8H7.8C8.9 18.8 10 18.2 10 18V16H13.8V18.2H14.3C15.1 18.2 16.5 17.7 16.5 17.5V11.1C16.9 11.1 17.2 10.9 17.4 10.7L14.8 8.8L13.6 10.1H10.1L7.4 9ZM10 15.3V10.8H13.8V15.3ZM27.2 0.9 27 1.1C27.9 2.1 29 3.8 29.4 5.2C31.9 6.9 34 2 27.2 0.9ZM31.3 8.3C31.8 8.2 32.1 8 32.3 7.9L30 6L28.7 7.2H25.3L25.5 7.9L28.7 7.9V17.9C28.7 18.4 28.5 18.6 27.4 19.2L29.4 22.2C29.7 22 30 21.6 30.2 21.1C32 19 33.4 17 34.1 16L34 15.7L31.3 17.4ZM45.5 11.4 44.1 13.4H40.9V10.8H43.1V11.6H43.6C44.4 11.6 45.7 11.2 45.7 11V3.5C46.2 3.3 46.6 3.1 46.7 3L44.1 1L42.9 2.3H36.3L33.5 1.3V12H34C35.3 12 36 11.4 36 11.2V10.8H38.3V13.4L32.2 13.4L32.4 14.1H36.9C35.8 17 33.8 19.8 31.1 21.7L31.3 22.1C34.3 20.8 36.6 19 38.3 16.7V23.3H38.8C40.1 23.3 40.9 22.7 40.9 22.5V14.6C42 17.9 43.6 20.3 46 21.8C46.3 20.5 47.1 19.6 48.1 19.3L48.1 19.1C45.6 18.2 42.8 16.4 41.3 14.1H47.4C47.7 14.1 47.9 14 48 13.7C47.1 12.8 45.5 11.4 45.5 11.4ZM38.5 10.1H36V6.9H38.5ZM40.8 10.1V6.9H43.1V10.1ZM38.5 6.2H36V3H38.5ZM40.8 6.2V3H43.1V6.2Z'

/** Two classrooms, each the frame of 同, and the one lesson that runs through both. */
export function LogoMark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="4 7 41 34" aria-hidden="true">
      <g fill="none" strokeWidth="3.6" strokeLinejoin="round" strokeLinecap="round">
        <path d="M6 39V10h18.5v29M32 39V20h10.5V39" stroke="currentColor" />
        <path d="M6 28.5H42.5" stroke="var(--chalk-yellow)" />
      </g>
    </svg>
  )
}

/** Mark and name. The characters are outlines, so they look the same on every PC. `height` is that of the name. */
export function Logo({ height = 24 }: { height?: number }) {
  return (
    <span className="logo" role="img" aria-label="同课 Tongke">
      <LogoMark size={Math.round(height * 1.25)} />
      <svg height={height} viewBox="1 0 48 24" aria-hidden="true">
        <path d={WORDMARK} fill="currentColor" />
      </svg>
    </span>
  )
}
