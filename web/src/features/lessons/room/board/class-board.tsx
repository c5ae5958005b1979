import { useLesson } from '../room-context.tsx'
import { SurfaceView } from './surface-view.tsx'
import { ToolRack } from './tool-rack.tsx'
import { useBoardTool } from './use-board-tool.ts'

/** The board as a class sees it; on stage, when the lecturer lets it, the class writes too. */
export function ClassBoard({ surface, legId }: { surface: string; legId: string }) {
  const { lesson } = useLesson()
  const mayWrite = lesson.board.stageMayWrite && lesson.stage?.legId === legId && lesson.status === 'LIVE'
  return mayWrite ? <Writing surface={surface} /> : <SurfaceView surface={surface} />
}

function Writing({ surface }: { surface: string }) {
  const state = useBoardTool(surface, 'pen')
  return (
    <div className="class-board">
      <ToolRack surface={surface} state={state} isLecturer={false} />
      <SurfaceView surface={surface} tool={state.tool} />
    </div>
  )
}
