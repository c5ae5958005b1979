import type { Breakpoint } from 'antd'

/** For columns that a phone does without. */
export const WIDE: Breakpoint[] = ['md']
