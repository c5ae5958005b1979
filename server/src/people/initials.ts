import { pinyin } from 'pinyin-pro'

/** Lower-case pinyin initials of a Chinese name, other letters kept: 云栖小学 → `yqxx`. */
export const initialsOf = (text: string): string =>
  pinyin(text, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' })
    .join('')
    .replace(/\s+/g, '')
    .toLowerCase()
