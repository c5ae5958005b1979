import { useEffect, useState } from 'react'

const TYPING_PAUSE_MS = 250

/** A picker is as wide as the place it is put in. */
export const FULL_WIDTH = { width: '100%' }

/** What was typed into a picker, after a short pause. */
export function useTyped(): [string | undefined, (text: string) => void] {
  const [text, setText] = useState('')
  const [settled, setSettled] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text.trim()), TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return [settled || undefined, setText]
}

/** The options of a picker with the chosen one always among them, so that its name is shown and not its id. */
export function withChosen<T extends { value: string }>(options: readonly T[], chosen: T | undefined): T[] {
  return chosen && !options.some((option) => option.value === chosen.value)
    ? [chosen, ...options]
    : [...options]
}
