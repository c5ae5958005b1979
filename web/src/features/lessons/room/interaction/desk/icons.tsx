import type { Tool } from '../tray-store.ts'

const SHAPES: Record<Tool | 'menu', string> = {
  menu: 'M4 4.5h6.5V11H4zM13.5 4.5H20V11h-6.5zM4 14h6.5v6.5H4zM13.5 14H20v6.5h-6.5z',
  quiz: 'M5 4h14v16H5zM9.6 9.2a2.4 2.4 0 1 1 3.4 2.2c-.7.3-1 .8-1 1.6m0 2.8h.1',
  call: 'M8 12V5.6a1.5 1.5 0 0 1 3 0V11m0-6.9a1.5 1.5 0 0 1 3 0V11m0-5.2a1.5 1.5 0 0 1 3 0v7.7c0 4.2-2.4 7-6 7-2.7 0-4.2-1.2-5.4-3.5l-2-3.8c-.5-1 .2-1.9 1.1-1.9.7 0 1.2.3 1.6 1L8 13.4',
  pick: 'M5 5h14v14H5zM8.6 8.6h.1M15.4 8.6h.1M12 12h.1M8.6 15.4h.1M15.4 15.4h.1',
  timer: 'M12 21a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM12 10v4l2.5 1.5M9.5 3h5M12 3v3',
  praise: 'm12 3.8 2.5 5.2 5.7.7-4.2 3.9 1.1 5.6L12 16.4l-5.1 2.8L8 13.6 3.8 9.7l5.7-.7z',
  buzzer:
    'M6 17.5h12l-1.6-2.2V11a4.4 4.4 0 0 0-8.8 0v4.3zM10.3 20.3h3.4M12 4.4V3M19.5 6l1.2-1.2M4.5 6 3.3 4.8',
  sound:
    'M9 18V6l10-2v12M9 18a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zm10-2a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z',
  help: 'M3.5 6.5h17v11h-17zM7 10h.1M10.3 10h.1M13.7 10h.1M17 10h.1M8 14h8',
}

export function ToolIcon({ tool, size = 24 }: { tool: Tool | 'menu'; size?: number }) {
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
      <path d={SHAPES[tool]} />
    </svg>
  )
}
