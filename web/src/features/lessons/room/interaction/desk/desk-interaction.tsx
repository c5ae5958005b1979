import './bar.css'
import './side.css'
import { Suspense } from 'react'
import { DeskStrip } from './strip.tsx'
import { Tray } from './tray.tsx'
import { useToolKeys } from './use-tool-keys.ts'

/** The lecturer's tools: keys, the strip above the classes and the tray above the bar. */
export function DeskInteraction() {
  return (
    <Suspense fallback={null}>
      <Tools />
    </Suspense>
  )
}

function Tools() {
  useToolKeys()
  return (
    <>
      <DeskStrip />
      <Tray />
    </>
  )
}
