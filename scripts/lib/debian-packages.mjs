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
const library = (name, header) => ({
  name,
  zh: '编译媒体进程',
  en: 'building the media worker',
  present: () => existsSync(header),
})

/** What a running portal needs. */
export const FOR_START = [command('ffmpeg', '视频转码', 'video transcoding')]

/** What the browser rings need on top. */
export const FOR_TESTS = [
  command('chromium', '浏览器测试', 'browser tests'),
  {
    name: 'fonts-noto-cjk',
    zh: '页面中的汉字',
    en: 'Chinese text in pages',
    present: () => existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'),
  },
  {
    name: 'python3-swift',
    zh: '对象存储测试',
    en: 'object store tests',
    present: () => existsSync('/usr/lib/python3/dist-packages/swift'),
  },
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

const apt = (args) =>
  run('apt-get', ['-qq', '-y', '-o', 'DPkg::Lock::Timeout=120', ...args], {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  })

function cannotInstall(missing, why = '') {
  const names = missing.map((entry) => entry.name).join(' ')
  const reasons = (language) => [...new Set(missing.map((entry) => entry[language]))].join(', ')
  return new Refusal(
    `缺少系统软件包 ${names}(用于:${reasons('zh')}):请以 root 运行 apt-get install ${names} 后重试。${why}`,
    `Debian packages are missing: ${names} (for ${reasons('en')}): run "apt-get install ${names}" as root and try again.`,
  )
}
