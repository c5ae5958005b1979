import { existsSync } from 'node:fs'
import { hasCommand, lastLines, run } from './run.mjs'
import { Refusal, say } from './say.mjs'

/** `present` looks for the thing itself first, so that another source of it (not Debian) is as good. */
const command = (name, zh, en) => ({ name, zh, en, present: () => hasCommand(name) })
const tool = (name, program) => ({
  name,
  zh: '编译媒体进程',
  en: 'building the media worker',
  present: () => hasCommand(program),
})
const file = (name, path, zh, en) => ({ name, zh, en, present: () => existsSync(path) })
const office = (name, part) =>
  file(name, `/usr/lib/libreoffice/program/${part}`, '课件与文档的页面', 'pages of office files')
const library = (name, header) => ({
  name,
  zh: '编译媒体进程',
  en: 'building the media worker',
  present: () => existsSync(header),
})

/** What a running portal needs. */
export const FOR_START = [
  command('ffmpeg', '视频转码', 'video transcoding'),
  { ...command('pdftoppm', 'PDF 的页面', 'pages of PDF files'), name: 'poppler-utils' },
  file('poppler-data', '/usr/share/poppler/cMap/Adobe-GB1', 'PDF 中的汉字', 'Chinese text in PDF files'),
]

const CHINESE_FONTS = file(
  'fonts-noto-cjk',
  '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
  '页面中的汉字',
  'Chinese text in pages',
)

/** What the resources of the demo library are made with: 60 MB to fetch. Without the voice they are silent, with subtitles. */
export const FOR_DEMO_LIBRARY = [
  CHINESE_FONTS,
  command('espeak-ng', '演示微课的配音', 'the voice of demo lessons'),
]

export const hasChineseFonts = () => CHINESE_FONTS.present()

/**
 * What only office files need: 120 MB to fetch and 400 MB on disk, a minute or two of work. The portal runs before it is there; files
 * that need it wait, and say so.
 */
export const FOR_OFFICE = [
  office('libreoffice-impress-nogui', 'libsdlo.so'),
  office('libreoffice-writer-nogui', 'libswlo.so'),
  office('libreoffice-calc-nogui', 'libsclo.so'),
  CHINESE_FONTS,
]

/** What the test rings need on top. */
export const FOR_TESTS = [
  ...FOR_OFFICE,
  ...FOR_DEMO_LIBRARY,
  command('chromium', '浏览器测试', 'browser tests'),
  file('python3-swift', '/usr/lib/python3/dist-packages/swift', '对象存储测试', 'object store tests'),
  { ...command('ip', '断网测试', 'network cut tests'), name: 'iproute2' },
  { ...command('nft', '断网测试', 'network cut tests'), name: 'nftables' },
]

/** What the media worker's build needs; asked for only when it has to be built. */
export const FOR_WORKER_BUILD = [
  tool('g++', 'g++'),
  tool('make', 'make'),
  tool('meson', 'meson'),
  tool('ninja-build', 'ninja'),
  tool('pkg-config', 'pkg-config'),
  tool('dpkg-dev', 'dpkg-source'),
  tool('flatbuffers-compiler', 'flatc'),
  library('libflatbuffers-dev', '/usr/include/flatbuffers/flatbuffers.h'),
  library('libuv1-dev', '/usr/include/uv.h'),
  library('libssl-dev', '/usr/include/openssl/ssl.h'),
  library('libabsl-dev', '/usr/include/absl/base/config.h'),
  library('libsrtp2-dev', '/usr/include/srtp2/srtp.h'),
]

const thisMachine = () => ({ isRoot: process.getuid?.() === 0, hasApt: hasCommand('apt-get') })

/** Installs the packages whose thing is not there. @throws Refusal naming each package and what it is for */
export async function ensurePackages(wanted, machine = thisMachine()) {
  const missing = wanted.filter((entry) => !entry.present())
  if (missing.length === 0) return
  const names = missing.map((entry) => entry.name)
  if (!machine.isRoot || !machine.hasApt) throw cannotInstall(missing)
  say(`安装系统软件包:${names.join(' ')}`, `installing Debian packages: ${names.join(' ')}`)
  const install = () => apt(['install', '--no-install-recommends', ...names])
  let result = await install()
  if (result.code !== 0) {
    await apt(['update'])
    result = await install()
  }
  if (result.code !== 0) throw cannotInstall(missing, lastLines(result.output, 1))
}

/**
 * Installs beside a running portal. Fetching ends with us; unpacking goes on when we end, because half-unpacked packages would
 * block the next start. Never throws: whoever needs them says that they are missing.
 */
export async function installLater(
  wanted,
  [zh, en],
  machine = thisMachine(),
  print = (line) => process.stdout.write(line),
) {
  const missing = wanted.filter((entry) => !entry.present())
  if (missing.length === 0) return
  if (!machine.isRoot || !machine.hasApt) return void print(`${cannotInstall(missing).message}\n`)
  const args = ['install', '--no-install-recommends', ...missing.map((entry) => entry.name)]
  say(`在后台安装${zh}`, `installing ${en} in the background`)
  const fetched = async () => (await apt([...args, '--download-only'])).code === 0
  const ready = (await fetched()) || ((await apt(['update'])).code === 0 && (await fetched()))
  if (ready) await apt(args, { outlivesUs: true })
  if (missing.every((entry) => entry.present())) return say(`已装好${zh}`, `${en}: installed`)
  print(`${cannotInstall(missing).message}\n`)
}

const apt = (args, options = {}) =>
  run('apt-get', ['-qq', '-y', '-o', 'DPkg::Lock::Timeout=120', ...args], {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
    ...options,
  })

function cannotInstall(missing, why = '') {
  const names = missing.map((entry) => entry.name).join(' ')
  const reasons = (language) => [...new Set(missing.map((entry) => entry[language]))].join(', ')
  return new Refusal(
    `缺少系统软件包 ${names}(用于:${reasons('zh')}):请以 root 运行 apt-get install ${names} 后重试。${why}`,
    `Debian packages are missing: ${names} (for ${reasons('en')}): run "apt-get install ${names}" as root and try again.`,
  )
}
