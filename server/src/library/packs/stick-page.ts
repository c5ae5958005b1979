import type { PackManifest, Cue } from '@tongke/contract'
import { STICK_SCRIPT } from './stick-script.ts'
import { STICK_STYLE } from './stick-style.ts'

/** What a page opened from a disk may not read from the files beside it, by their paths. */
export interface StickTexts {
  readonly cues: Record<string, Cue[]>
  readonly texts: Record<string, string>
}

type Head = Omit<PackManifest, 'format' | 'files'>

const ESCAPES: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
}
const escaped = (text: string): string => text.replaceAll(/[<>&"]/g, (letter) => ESCAPES[letter] ?? '')

/** No `</script>` can end it, whatever people call their resources. */
const embedded = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c')

/** The page on a stick: plays what lies beside it without a server, in whatever browser the PC has. */
export function stickPage(pack: Head, texts: StickTexts): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(pack.name)}</title>
<style>${STICK_STYLE}</style>
</head>
<body>
<header><h1>${escaped(pack.name)}</h1><p>${escaped(pack.orgName)} · 同课离线包 · 第 ${pack.version} 版 · 不用联网，点一份资源就能放</p></header>
<div class="desk"><nav id="list" aria-label="包里的资源"></nav><main id="stage"><noscript>请用浏览器打开，并允许脚本运行。</noscript></main></div>
<script type="application/json" id="pack">${embedded({ resources: pack.resources, ...texts })}</script>
<script>${STICK_SCRIPT}</script>
</body>
</html>
`
}
