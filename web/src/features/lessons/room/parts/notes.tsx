import { useRoom, useStore } from '../room-context.tsx'

export function Notes() {
  const notes = useStore(useRoom().notes)
  return (
    <div className="room-notes" role="status" aria-live="polite">
      {notes.map((note) => (
        <p key={note.id} className={`room-note room-note-${note.tone}`}>
          {note.text}
        </p>
      ))}
    </div>
  )
}
