/** One lecture room and three listening rooms of different sizes: one chalk line runs through them all. */
export function ClassroomsArt() {
  const frames = [
    { x: 20, width: 176, top: 44, desks: 6 },
    { x: 236, width: 96, top: 92, desks: 3 },
    { x: 364, width: 76, top: 110, desks: 2 },
    { x: 472, width: 56, top: 126, desks: 1 },
  ]
  return (
    <svg viewBox="0 0 560 220" className="art" aria-hidden="true">
      <path d="M0 196H560" stroke="var(--board-line)" strokeWidth="2" />
      {frames.map(({ x, width, top, desks }) => (
        <g key={x} fill="none" stroke="var(--chalk)" strokeWidth="3.5" strokeLinejoin="round">
          <path d={`M${x} 196V${top}h${width}V196`} />
          {Array.from({ length: desks }, (_, index) => {
            const step = width / (desks + 1)
            const at = x + step * (index + 1)
            return <path key={at} d={`M${at - 7} 196v-11h14v11`} strokeWidth="2" stroke="var(--chalk-2)" />
          })}
        </g>
      ))}
      <path
        className="art-line"
        d="M20 150H528"
        stroke="var(--chalk-yellow)"
        strokeWidth="4"
        strokeLinecap="round"
        pathLength="1"
      />
    </svg>
  )
}
