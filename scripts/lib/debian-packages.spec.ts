import { ensurePackages, installLater } from './debian-packages.mjs'

const missing = { name: 'a-package', zh: '某事', en: 'some purpose', present: () => false }

test('nothing is asked for what is there', async () => {
  await expect(ensurePackages([{ ...missing, present: () => true }])).resolves.toBeUndefined()
})

test('a plain user is told the package, the purpose and the command', async () => {
  const plainUser = { isRoot: false, hasApt: true }
  await expect(ensurePackages([missing], plainUser)).rejects.toThrow(
    /a-package \(for some purpose\): run "apt-get install a-package" as root/,
  )
})

test('what can be installed later is named to a plain user without stopping anything', async () => {
  const said: string[] = []
  const print = (line: string) => said.push(line) > 0
  await installLater([missing], ['某物', 'something'], { isRoot: false, hasApt: true }, print)
  await installLater(
    [{ ...missing, present: () => true }],
    ['某物', 'something'],
    { isRoot: false, hasApt: true },
    print,
  )
  expect(said).toHaveLength(1)
  expect(said[0]).toContain('apt-get install a-package')
})
