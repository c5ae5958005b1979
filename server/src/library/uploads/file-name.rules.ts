const LONGEST = 120
/** Folders of any system, controls, and marks that turn the direction of text so that `exe.4pm` reads as `mp4.exe`. */
const FOLDERS = /^.*[/\\]/s
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]/gu
const EXTENSION = /\.[^.]{1,10}$/u

/** A name that can be shown and saved: the last part of a path, without what cannot be seen, at most 120 characters. */
export function fileNameOf(raw: string): string {
  const name = raw
    .toWellFormed()
    .replace(FOLDERS, '')
    .replace(UNSEEN, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^\.+/, '')
  const extension = EXTENSION.exec(name)?.[0] ?? ''
  const stem = Array.from(name.slice(0, name.length - extension.length))
  return stem.slice(0, LONGEST - extension.length).join('') + extension || 'file'
}
