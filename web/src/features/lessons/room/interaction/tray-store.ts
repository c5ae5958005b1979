import { Store } from '../../../../live/store.ts'

/** What the lecturer may open above the bar; `menu` is all of them. */
export const TOOLS = ['quiz', 'call', 'pick', 'timer', 'praise', 'buzzer', 'sound', 'help'] as const
export type Tool = (typeof TOOLS)[number]
export type Tray = Tool | 'menu' | 'own_class' | null

/** One desk on a page: bar, keys and tray share what is open. */
export const tray = new Store<Tray>(null)
