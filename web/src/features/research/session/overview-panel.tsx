import type { PanelProps } from './panel.ts'

/** Who is in it, what is talked about, which lessons belong to it. */
export function OverviewPanel({ detail }: PanelProps) {
  return (
    <ul className="card">
      {detail.members.map(({ personId, name, orgName }) => (
        <li key={personId}>
          {name} · {orgName}
        </li>
      ))}
    </ul>
  )
}
