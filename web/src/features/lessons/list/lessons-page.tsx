export function LessonsPage() {
  return <h1>LessonsPage</h1>
}
